"""A short ordinance of our own with everything that sentences of an 改め文 can name, and two shorter ones."""

from __future__ import annotations

import difflib

from yoriai.engines.ordinances.applying.apply import apply

HALL = """○見本市会館条例
平成15年条例第4号
目次
　第1章　総則（第1条・第2条）
　第2章　使用
　　第1節　許可（第3条―第5条）
　　第2節　料金（第6条・第7条）
　第3章　雑則（第8条）
　附則
　市民は、会館を共に守る。
　　　第1章　総則
（目的）
第1条　この条例は、会館の設置について定める。
（定義）
第2条　この条例において、用語の意義は、次のとおりとする。この場合において、細目は、規則で定める。
　(1)　会館　市民の会館をいう。
　(2)　団体　次のいずれかに該当するものをいう。
　　ア　町内会
　　イ　自治会
　　　(ア)　市内のもの
　　　(イ)　隣の市のもの
　(3)　料金　使用料をいう。
　　　第2章　使用
　　　　第1節　許可
（許可）
第3条　使用者は、許可を受ける。許可は、書面でする。書面は、返す。
２　前項の許可は、次の各号による。
　(1)　申請
　(2)　届出
３　市長は、条件を付する。
（取消し）
第4条　市長は、許可を取り消す。ただし、急ぐときは、停止する。
第5条　削除
　　　　第2節　料金
（料金）
第6条　料金は、別表第1のとおりとする。
（減免）
第7条　市長は、料金を減免する。
　　　第3章　雑則
第8条　この条例の施行に関し必要な事項は、規則で定める。
　　　附　則
１　この条例は、公布の日から施行する。
２　経過措置は、規則で定める。
別表第1（第6条関係）
区分\t単位\t金額
和室\t1時間\t500円
　\t1日\t900円
洋室\t1時間\t600円
備考
1　消費税を含む。
2　端数は、切り上げる。
別表第2（第7条関係）
団体\t半額
様式第1号（第3条関係）
申請書
"""

#: without 条: 項 only
OUTLINE = """見本市要綱
平成元年告示第1号
１　この要綱は、会館について定める。
２　使用料は、次のとおりとする。
　(1)　和室
　(2)　洋室
　　　附　則
　この要綱は、次の日から施行する。
　(1)　本文
"""

#: lists of four levels, and 号 with circles
LISTS = """第一章　総則
第一条　甲は、次による。
　①　申請
　②　届出
　　（ⅰ）　甲
第二条　乙は、次による。
　一　電話
　　イ　市内
　　　(1)　内線
　　　　(i)　朝
　　　　(ii)　夜
　　ロ　市外
　二　郵便
"""


def changes(old: str, kaime: str) -> list[str]:
    """The lines that went (-) and came (+)."""
    found = difflib.unified_diff(old.splitlines(), apply(old, kaime).splitlines(), lineterm="", n=0)
    return [line for line in found if line[:1] in "+-" and line[:3] not in ("+++", "---")]
