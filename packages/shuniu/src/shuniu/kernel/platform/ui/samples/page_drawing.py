"""Drawn pages that stand for scans in the gallery: A4 in millimetres, as SVG."""

from __future__ import annotations

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

WIDTH, HEIGHT = 210, 297

_PAGES: tuple[tuple[str, ...], ...] = (
    (
        "各县（区）教育局，市直各学校：",
        "　　入冬以来，我市气温持续偏低，部分地区出现冰冻。为保障",
        "师生冬季取暖安全，现就有关事项通知如下。",
        "　　一、全面排查取暖设施",
        "　　各县（区）要对辖区内中小学、幼儿园的取暖设施逐校逐室",
        "排查，重点查看燃煤取暖的通风条件、电取暖的线路负荷和用气",
        "场所的报警装置，建立问题台账，明确整改责任和完成时间。",
        "　　二、落实值守和应急处置",
        "　　寄宿制学校要落实夜间巡查制度，每晚不少于两次，并作好",
        "记录。发生险情的，应当在第一时间转移师生，并按规定报告。",
        "　　三、按时报送情况",
    ),
    (
        "　　请各县（区）于12月4日前将排查情况和整改台账以正式文件",
        "报送市教育局安全管理科。逾期未报的，将予以通报。",
        "　　附件：中小学冬季取暖安全排查表",
        "",
        "",
        "　　　　　　　　　　　　　　　　　　　　安河市教育局",
        "　　　　　　　　　　　　　　　　　　　　2026年11月20日",
        "　　（联系人：周敏，电话：0971—5526310）",
    ),
)


def draw_page(number: int) -> SafeString:
    """Page *number* (from 1; pages repeat) of a notice with its red head on the first."""
    lines = _PAGES[(number - 1) % len(_PAGES)]
    first = number == 1
    top = 128 if first else 45
    body = format_html_join(
        "", '<text x="28" y="{}">{}</text>', ((top + 10.2 * place, line) for place, line in enumerate(lines))
    )
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w} {h}" width="{pw}" height="{ph}">'
        '<rect width="{w}" height="{h}" fill="#fdfdfb"/>{head}'
        '<g font-family="Noto Serif CJK SC, serif" font-size="5.6" fill="#1c1c1c">{body}</g>'
        '<text x="105" y="272" text-anchor="middle" font-size="4.5" font-family="serif">— {n} —</text></svg>',
        w=WIDTH,
        h=HEIGHT,
        pw=WIDTH * 5,
        ph=HEIGHT * 5,
        head=_head() if first else "",
        body=body,
        n=number,
    )


def _head() -> SafeString:
    return format_html(
        '<g text-anchor="middle" font-family="Noto Serif CJK SC, serif">'
        '<text x="105" y="62" font-size="17" font-weight="700" fill="#c8141d">{}</text>'
        '<text x="105" y="82" font-size="5.6" fill="#1c1c1c">{}</text>'
        '<rect x="28" y="86" width="154" height="0.6" fill="#c8141d"/>'
        '<text x="105" y="103" font-size="7.6" font-weight="700" fill="#1c1c1c">{}</text>'
        '<text x="105" y="113" font-size="7.6" font-weight="700" fill="#1c1c1c">{}</text></g>',
        "安河市教育局文件",
        "安教发〔2026〕118号",
        "安河市教育局关于做好冬季中小学",
        "取暖安全工作的通知",
    )
