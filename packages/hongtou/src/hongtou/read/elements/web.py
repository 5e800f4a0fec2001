"""What web sites set around the copy of a document: not part of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from hongtou.read.elements.words import squeeze
from hongtou.read.lines import Passage

_BELOW = re.compile(
    r"扫一扫.{0,20}|(?:【|\[)?(?:打印|关闭|收藏|分享|返回顶部|我要纠错|纠错).{0,30}|分享到.{0,20}|相关(?:链接|文章|解读|阅读|附件).{0,40}|"
    r"上一[篇条].{0,80}|下一[篇条].{0,80}|责任编辑[:：].{0,20}|编辑[:：].{0,20}|(?:主办|承办|技术支持)(?:单位)?[:：].{0,40}|"
    r"版权所有.{0,40}|.{0,20}ICP备.{0,30}|.{0,10}公网安备.{0,30}|网站地图.{0,30}|联系我们.{0,20}|"
    r"(?:文件|附件)?下载[:：]?.{0,60}|来源[:：].{0,40}|https?://\S+"
)
_MOST = 15


def without_web_frame(passages: Sequence[Passage]) -> list[Passage]:
    """*passages* without the lines of a web page that stand below the document."""
    end = len(passages)
    while end > max(1, len(passages) - _MOST) and _BELOW.fullmatch(squeeze(passages[end - 1].text)):
        end -= 1
    return list(passages[:end])
