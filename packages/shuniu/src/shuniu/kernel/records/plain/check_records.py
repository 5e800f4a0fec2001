#!/usr/bin/env python3
"""Checks records and seals that Shuniu gave away, with nothing but Python 3.

    python3 check_records.py 证据.zip [封存清单.jsonl]
    python3 check_records.py 封存清单.jsonl [早先另存的清单.jsonl]

What is checked: each record against its digest, each seal against its items and the seal before, both by SHA-256
and SM3, and both files against each other. Exit code 1 when something does not fit.
"""

import hashlib
import json
import sys
import zipfile
from pathlib import Path

GENESIS = "0" * 64
FIELDS = ("account", "action", "actor", "at", "matter", "outcome", "person", "unit")


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def sm3(data):
    """SM3 (GB/T 32905-2016), by OpenSSL where it has it, else by hand."""
    try:
        return hashlib.new("sm3", data).hexdigest()
    except ValueError:
        return sm3_by_hand(data)


def sm3_by_hand(data):
    def turn(x, n):
        n %= 32
        return ((x << n) | (x >> (32 - n))) & 0xFFFFFFFF

    state = [
        0x7380166F, 0x4914B2B9, 0x172442D7, 0xDA8A0600, 0xA96F30BC, 0x163138AA, 0xE38DEE4D, 0xB0FB0E4E,
    ]  # fmt: skip
    padded = data + b"\x80" + b"\0" * ((55 - len(data)) % 64) + (8 * len(data)).to_bytes(8, "big")
    for start in range(0, len(padded), 64):
        w = [int.from_bytes(padded[start + 4 * i : start + 4 * i + 4], "big") for i in range(16)]
        for j in range(16, 68):
            x = w[j - 16] ^ w[j - 9] ^ turn(w[j - 3], 15)
            w.append(x ^ turn(x, 15) ^ turn(x, 23) ^ turn(w[j - 13], 7) ^ w[j - 6])
        a, b, c, d, e, f, g, h = state
        for j in range(64):
            early = j < 16
            s1 = turn((turn(a, 12) + e + turn(0x79CC4519 if early else 0x7A879D8A, j)) & 0xFFFFFFFF, 7)
            s2 = s1 ^ turn(a, 12)
            ff = a ^ b ^ c if early else (a & b) | (a & c) | (b & c)
            gg = e ^ f ^ g if early else (e & f) | (~e & g)
            t1 = (ff + d + s2 + (w[j] ^ w[j + 4])) & 0xFFFFFFFF
            t2 = (gg + h + s1 + w[j]) & 0xFFFFFFFF
            a, b, c, d = t1, a, turn(b, 9), c
            e, f, g, h = t2 ^ turn(t2, 9) ^ turn(t2, 17), e, turn(f, 19), g
        state = [state[i] ^ after for i, after in enumerate((a, b, c, d, e, f, g, h))]
    return "".join(f"{word:08x}" for word in state)


def record_fits(record):
    said = record["content_digest"]
    if record["content"] is not None and sha256((record["salt"] + plain(record["content"])).encode()) != said:
        return False
    covered = {name: record[name] for name in FIELDS}
    return sha256(plain({**covered, "content": said}).encode()) == record["digest"]


def plain(value):
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def seal_text(seal, previous):
    lines = "".join(f"{record}:{digest}\n" for record, digest in seal["items"])
    return f"{previous}\n{seal['number']}\n{seal['made_at']}\n{lines}".encode()


def wrong_with_seals(seals):
    """What is wrong with *seals*, in order of their numbers; those that follow each other are held together."""
    before = None
    for seal in seals:
        name = f"第 {seal['number']} 号封存"
        if len(seal["items"]) != seal["count"]:
            yield name + "的条目数不对"
        if sha256(seal_text(seal, seal["previous"])) != seal["digest"]:
            yield name + "的内容与封存值（SHA-256）不符"
        # Seals older than the chain by SM3 have none; once it has begun, one without has lost it.
        by_sm3 = seal["sm3"] or seal["previous_sm3"] != GENESIS
        if by_sm3 and sm3(seal_text(seal, seal["previous_sm3"])) != seal["sm3"]:
            yield name + "的内容与封存值（SM3）不符"
        if seal["number"] == 1 and seal["previous"] != GENESIS:
            yield name + "不是链的开头"
        follows = before is not None and before["number"] + 1 == seal["number"]
        if follows and (seal["previous"], seal["previous_sm3"]) != (
            before["digest"],
            before["sm3"] or GENESIS,
        ):
            yield name + "与前一号接不上"
        before = seal


def wrong_with_records(records, seals):
    """What is wrong with *records*, and how many of them stand in no seal."""
    items = {record: digest for seal in seals for record, digest in seal["items"]}
    for record in records:
        name = f"第 {record['id']} 号记录"
        if not record_fits(record):
            yield name + "与自己的摘要不符"
        if record["id"] in items and items[record["id"]] != record["digest"]:
            yield name + "的摘要与封存时不同"


def wrong_between(seals, kept):
    """Where *seals* say otherwise than the list *kept* elsewhere."""
    known = {seal["number"]: seal for seal in kept}
    for seal in seals:
        other = known.get(seal["number"])
        if other is not None and (other["digest"], other["sm3"]) != (seal["digest"], seal["sm3"]):
            yield f"第 {seal['number']} 号封存与另存的清单不同"


def read_lines(text):
    return [json.loads(line) for line in text.splitlines() if line.strip()]


def read(path):
    """(records, seals) of an archive, or of a list of seals."""
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            return tuple(read_lines(archive.read(n).decode()) for n in ("records.jsonl", "seals.jsonl"))
    return [], read_lines(Path(path).read_text(encoding="utf-8"))


def main(words):
    if len(words) not in (1, 2):
        print(__doc__)
        return 2
    records, seals = read(words[0])
    wrong = list(wrong_with_seals(seals)) + list(wrong_with_records(records, seals))
    if len(words) == 2:
        kept = read(words[1])[1]
        wrong += list(wrong_with_seals(kept)) + list(wrong_between(seals, kept))
        missing = {seal["number"] for seal in kept} - {seal["number"] for seal in seals}
        if not records and missing:
            wrong.append(f"少了另存清单里的 {len(missing)} 个封存")
    for each in wrong:
        print("✗ " + each)
    sealed = {record for seal in seals for record, _ in seal["items"]}
    loose = sum(record["id"] not in sealed for record in records)
    print(f"记录 {len(records)} 条（其中未封存 {loose} 条），封存 {len(seals)} 个，不符 {len(wrong)} 处。")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
