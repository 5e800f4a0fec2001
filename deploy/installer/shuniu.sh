#!/bin/sh
# Written by install.sh. Runs a command of Shuniu as the services do: with their settings and as their user.
set -eu
settings='@SETTINGS@'
user='@USER@'
if ! [ -r "$settings" ]; then
  echo "✗ $settings 读不出来：请用 root${user:+ 或者 $user} 运行。" >&2
  exit 1
fi
while IFS= read -r line || [ -n "$line" ]; do
  case $line in
    [A-Z]*=*) export "$line" ;;
  esac
done <"$settings"
umask 077
if [ -n "$user" ] && [ "$(id -u)" = 0 ]; then
  HOME='@HOME@' exec runuser -u "$user" -- '@PREFIX@/current/bin/shuniu' "$@"
fi
exec '@PREFIX@/current/bin/shuniu' "$@"
