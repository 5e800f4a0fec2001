"""The organs of 云岭县, as the platform or a list on the command line would give them."""

from __future__ import annotations

from hongtou import Organs, Question, organs_from_toml

_CITY = (
    "发展和改革委员会",
    "财政局",
    "教育局",
    "水利局",
    "应急管理局",
    "统计局",
    "公安局",
    "交通运输局",
    "林业局",
)
_COUNTY = (
    "发展和改革局",
    "财政局",
    "教育局",
    "水利局",
    "应急管理局",
    "统计局",
    "公安局",
    "交通运输局",
    "林业局",
    "民政局",
    "农业农村局",
    "自然资源局",
    "审计局",
    "文化和旅游局",
    "卫生健康局",
    "市场监督管理局",
    "人力资源和社会保障局",
    "住房和城乡建设局",
    "司法局",
    "气象局",
)
_TOWNSHIPS = ("石门镇", "清溪乡", "大坪乡")
_UNITS = {"教育局": "基础教育股", "水利局": "防汛股", "统计局": "农业股", "应急管理局": "执法科"}


def _rows() -> list[str]:
    rows = [
        'name = "临江省人民政府"\nshort_name = "省政府"\nlevel = "省"',
        'name = "云州市人民政府"\nshort_name = "市政府"\nlevel = "市"\nsuperiors = ["临江省人民政府"]',
        'name = "中共云州市委员会"\nshort_name = "市委"\nlevel = "市"',
        'name = "云州市人民政府办公室"\nshort_name = "市政府办公室"\nlevel = "市"\nsuperiors = ["云州市人民政府"]',
        'name = "中共云岭县委员会"\nshort_name = "县委"\nlevel = "县"\nsuperiors = ["中共云州市委员会"]',
        'name = "云岭县人民政府"\nshort_name = "县政府"\nlevel = "县"\nsuperiors = ["云州市人民政府"]\n'
        'leaders = ["陈志远", "罗建平"]',
        'name = "中共云岭县委办公室"\nshort_name = "县委办"\nlevel = "县"\nsuperiors = ["中共云岭县委员会"]',
        'name = "云岭县人民政府办公室"\nshort_name = "县政府办"\nlevel = "县"\nsuperiors = ["云岭县人民政府"]',
    ]
    rows += [
        f'name = "云州市{work}"\nshort_name = "市{work}"\nlevel = "市"\nsuperiors = ["云州市人民政府"]'
        for work in _CITY
    ]
    rows += [
        f'name = "云岭县{work}"\nshort_name = "县{work}"\nlevel = "县"\nsuperiors = ["云岭县人民政府"]'
        for work in _COUNTY
    ]
    rows += [
        f'name = "{place}人民政府"\nshort_name = "{place}"\nlevel = "乡"\nsuperiors = ["云岭县人民政府"]\n'
        f'aliases = ["云岭县{place}人民政府"]'
        for place in _TOWNSHIPS
    ]
    rows += [
        f'name = "云岭县{host}{unit}"\nkind = "内设机构"\npart_of = "云岭县{host}"'
        for host, unit in _UNITS.items()
    ]
    return rows


ORGANS: Organs = organs_from_toml("".join(f"[[organ]]\n{row}\n" for row in _rows()))
AMONG_THEM = Question(organs=ORGANS)
"""The rules of 行文 speak among organs that are known."""
