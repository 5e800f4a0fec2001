"""A good document of a county that does not exist, with one part of it replaced: how samples of rules are written."""

from __future__ import annotations

BODY = "\n".join(
    (
        "春耕在即。为保障春耕用水，现将有关事项通知如下。",
        "一、检查渠道",
        "各乡镇对辖区内渠道逐条检查，发现堵塞及时清理。",
        "二、合理调水",
        "县水利局根据墒情统一调度水源。",
    )
)


def specimen(
    body: str = BODY,
    *,
    mark: str = "云岭县人民政府办公室文件",
    number: str = "云政办发〔2026〕12号",
    urgency: str = "",
    signatory: str = "",
    title: str = "云岭县人民政府办公室关于做好春耕用水保障工作的通知",
    addressees: str = "各乡镇人民政府：",
    annex_notes: str = "",
    signature: str = "云岭县人民政府办公室",
    date: str = "2026年3月3日",
    note: str = "",
    annexes: str = "",
    copies: str = "",
    imprint: str = "",
) -> str:
    """The text of a good notice, a line for each part, with the parts given in the place of its own; an empty part
    leaves its line out. ``signatory`` stands behind the number."""
    numbered = f"{number}　　签发人：{signatory}" if signatory else number
    parts = (
        urgency,
        mark,
        numbered,
        title,
        addressees,
        body,
        annex_notes,
        signature,
        date,
        note,
        annexes,
        copies,
        imprint,
    )
    return "\n".join(part for part in parts if part)


def specimens(*bodies: str) -> tuple[str, ...]:
    """A good notice around each of *bodies*."""
    return tuple(map(specimen, bodies))
