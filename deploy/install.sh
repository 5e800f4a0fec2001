#!/bin/sh
# Finds a Python that is recent enough and lets it do the rest, which is in installer/. Needs nothing but this shell.
set -eu
case $0 in
  */*) here=${0%/*} ;;
  *) here=. ;;
esac
here=$(CDPATH='' cd -- "$here" && pwd -P)
# The system's own first: the services' user can run it too, whoever's path this is.
for python in ${PYTHON:-} /usr/bin/python3.11 python3.11 /usr/bin/python3 python3; do
  if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    # -P: what lies where one stands is not imported; -B: nothing is written among the files that the sums list.
    PYTHONPATH=$here PYTHONUTF8=1 exec "$python" -P -s -B -m installer "$@"
  fi
done
echo '✗ 没有找到 Python 3.11 或更新的版本，什么都没有改动。Debian 12 上请安装 python3；装在别处的，用 PYTHON=/路径/python3 ./install.sh 指明。' >&2
exit 1
