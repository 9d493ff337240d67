"""The 27 municipalities of the demo region: code, name, kana, English."""

PREFECTURE = "岡山県"

MUNICIPALITIES = [
    ("33100", "岡山市", "おかやまし", "Okayama City"),
    ("33202", "倉敷市", "くらしきし", "Kurashiki City"),
    ("33203", "津山市", "つやまし", "Tsuyama City"),
    ("33204", "玉野市", "たまのし", "Tamano City"),
    ("33205", "笠岡市", "かさおかし", "Kasaoka City"),
    ("33207", "井原市", "いばらし", "Ibara City"),
    ("33208", "総社市", "そうじゃし", "Soja City"),
    ("33209", "高梁市", "たかはしし", "Takahashi City"),
    ("33210", "新見市", "にいみし", "Niimi City"),
    ("33211", "備前市", "びぜんし", "Bizen City"),
    ("33212", "瀬戸内市", "せとうちし", "Setouchi City"),
    ("33213", "赤磐市", "あかいわし", "Akaiwa City"),
    ("33214", "真庭市", "まにわし", "Maniwa City"),
    ("33215", "美作市", "みまさかし", "Mimasaka City"),
    ("33216", "浅口市", "あさくちし", "Asakuchi City"),
    ("33346", "和気町", "わけちょう", "Wake Town"),
    ("33423", "早島町", "はやしまちょう", "Hayashima Town"),
    ("33445", "里庄町", "さとしょうちょう", "Satosho Town"),
    ("33461", "矢掛町", "やかげちょう", "Yakage Town"),
    ("33586", "新庄村", "しんじょうそん", "Shinjo Village"),
    ("33606", "鏡野町", "かがみのちょう", "Kagamino Town"),
    ("33622", "勝央町", "しょうおうちょう", "Shoo Town"),
    ("33623", "奈義町", "なぎちょう", "Nagi Town"),
    ("33643", "西粟倉村", "にしあわくらそん", "Nishiawakura Village"),
    ("33663", "久米南町", "くめなんちょう", "Kumenan Town"),
    ("33666", "美咲町", "みさきちょう", "Misaki Town"),
    ("33681", "吉備中央町", "きびちゅうおうちょう", "Kibichuo Town"),
]
