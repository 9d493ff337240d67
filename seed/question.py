"""The demo conversation: its wordings, and statements with how likely four kinds of residents agree.

The four kinds, with their share of the participants: families with cars (0.38), old people in the hills
(0.28), newcomers and young people (0.22), people who care for someone or come from abroad (0.12).
"""

QUESTION = {
    "slug": "yamaai-idou",
    "question_ja": "山あいの町で、これからの移動と買い物を、どう支え合いますか",
    "question_easy": "{山|やま}の{近|ちか}くの{町|まち}で、バスや{買|か}い{物|もの}に{困|こま}らないために、"
    "みんなで{何|なに}をしますか",
    "question_en": "How shall we help each other get around and shop in our mountain towns?",
    "background_ja": "路線バスの本数は10年で半分になり、お店も減りました。運転をやめた人、通学する高校生、"
    "引っ越してきた人、介護をしている人。それぞれの困りごとと知恵を、5つの市町で集めます。"
    "集まった意見は、2027年1月に市長・町長へ届ける提案の土台にします。",
    "background_easy": "10{年|ねん}で、バスの{数|かず}が{半分|はんぶん}になりました。お{店|みせ}も{少|すく}なく"
    "なりました。あなたが{困|こま}っていることや、いい{考|かんが}えを{教|おし}えてください。みんなの"
    "{意見|いけん}をまとめて、2027{年|ねん}1{月|がつ}に{市長|しちょう}と{町長|ちょうちょう}に{伝|つた}えます。",
    "background_en": "Bus services have halved in ten years and shops have closed. People who gave up driving, "
    "students, newcomers, carers: five towns collect your difficulties and ideas. They become the ground of a "
    "proposal to the mayors in January 2027.",
}
MUNICIPALITY_CODES = ["33209", "33210", "33214", "33666", "33681"]
SHARES = (0.38, 0.28, 0.22, 0.12)

#: (Japanese, plain Japanese, English, agreement of the four kinds)
STATEMENTS = [
    (
        "通学の時間だけでも、バスの本数を増やしてほしい。",
        "{学校|がっこう}に{行|い}く{時間|じかん}だけでも、バスを{増|ふ}やしてほしい。",
        "Run more buses, at least at school hours.",
        (0.90, 0.85, 0.88, 0.86),
    ),
    (
        "決まった時刻のバスより、電話で呼べる乗り合いタクシーがいい。",
        "{時間|じかん}が{決|き}まったバスより、{電話|でんわ}で{呼|よ}べるタクシーがいい。",
        "Shared taxis on call are better than fixed buses.",
        (0.45, 0.88, 0.40, 0.75),
    ),
    (
        "スマートフォンの予約だけにすると、使えない人が出る。",
        "スマホだけの{予約|よやく}だと、{使|つか}えない{人|ひと}がいる。",
        "Booking by smartphone only leaves people out.",
        (0.55, 0.96, 0.30, 0.90),
    ),
    (
        "予約はアプリだけにして、費用を下げるべきだ。",
        "{予約|よやく}はアプリだけにして、お{金|かね}を{安|やす}くしたほうがいい。",
        "Take bookings by app only and lower the cost.",
        (0.50, 0.06, 0.82, 0.12),
    ),
    (
        "住民が運転する助け合いの送迎に、町がガソリン代を出すとよい。",
        "{近所|きんじょ}の{人|ひと}が{車|くるま}で{送|おく}るとき、{町|まち}がガソリン{代|だい}を{出|だ}すといい。",
        "The town should pay the fuel when neighbours drive neighbours.",
        (0.80, 0.86, 0.78, 0.82),
    ),
    (
        "移動販売車が週に2回来れば、買い物の心配はかなり減る。",
        "お{店|みせ}の{車|くるま}が1{週間|しゅうかん}に2{回|かい}{来|く}れば、{買|か}い{物|もの}の{心配|しんぱい}がへる。",
        "A mobile shop twice a week would ease most shopping worries.",
        (0.60, 0.93, 0.55, 0.80),
    ),
    (
        "集落ごとに店を残すより、町の中心に集めたほうがよい。",
        "{小|ちい}さな{村|むら}に{店|みせ}を{残|のこ}すより、{町|まち}の{真|ま}ん{中|なか}に{集|あつ}めたほうがいい。",
        "Rather than a shop in each hamlet, gather shops in the centre.",
        (0.70, 0.10, 0.66, 0.25),
    ),
    (
        "集落を離れて中心部に住み替える人に、町は補助を出すべきだ。",
        "{町|まち}の{真|ま}ん{中|なか}に{引|ひ}っ{越|こ}す{人|ひと}に、{町|まち}がお{金|かね}を{出|だ}すといい。",
        "Subsidise people who move from hamlets to the centre.",
        (0.72, 0.08, 0.52, 0.35),
    ),
    (
        "生まれた家で最後まで暮らせることを、町の一番の目標にしてほしい。",
        "{生|う}まれた{家|いえ}でずっと{暮|く}らせることを、{町|まち}の{一番|いちばん}の{目標|もくひょう}にしてほしい。",
        "Make living at home to the end the town's first aim.",
        (0.35, 0.95, 0.30, 0.72),
    ),
    (
        "免許を返した人には、タクシー券を配ってほしい。",
        "{車|くるま}の{運転|うんてん}をやめた{人|ひと}に、タクシーのチケットをあげてほしい。",
        "Give taxi vouchers to people who hand in their licence.",
        (0.52, 0.94, 0.38, 0.78),
    ),
    (
        "タクシー券より、だれもが使えるバスにお金をかけるべきだ。",
        "タクシーのチケットより、みんなが{使|つか}えるバスにお{金|かね}を{使|つか}うべきだ。",
        "Spend on buses for all rather than taxi vouchers.",
        (0.74, 0.25, 0.80, 0.36),
    ),
    (
        "自動運転の実験を、私たちの町でいち早く始めたい。",
        "{自分|じぶん}で{走|はし}る{車|くるま}の{実験|じっけん}を、{私|わたし}たちの{町|まち}で{早|はや}く{始|はじ}めたい。",
        "Our town should be first to try self-driving vehicles.",
        (0.48, 0.14, 0.90, 0.40),
    ),
    (
        "自動運転より、いま走っている運転手さんの給料を上げてほしい。",
        "{自分|じぶん}で{走|はし}る{車|くるま}より、{今|いま}の{運転手|うんてんしゅ}さんの{給料|きゅうりょう}を{上|あ}げてほしい。",
        "Raise drivers' pay before trying self-driving.",
        (0.66, 0.90, 0.28, 0.76),
    ),
    (
        "空き店舗を、若い人が安く借りられるようにしてほしい。",
        "{空|あ}いているお{店|みせ}を、{若|わか}い{人|ひと}が{安|やす}く{借|か}りられるようにしてほしい。",
        "Let young people rent empty shops cheaply.",
        (0.72, 0.60, 0.96, 0.70),
    ),
    (
        "引っ越してきた人も、町の話し合いの委員になれるようにしてほしい。",
        "{引|ひ}っ{越|こ}してきた{人|ひと}も、{町|まち}の{話|はな}し{合|あ}いのメンバーになれるといい。",
        "Newcomers should be able to sit on the town's committees.",
        (0.55, 0.30, 0.96, 0.88),
    ),
    (
        "昔からの寄り合いのやり方は、これからも大事にしたい。",
        "{昔|むかし}からの{話|はな}し{合|あ}いのやり{方|かた}を、これからも{大事|だいじ}にしたい。",
        "Keep the old ways of the village assembly.",
        (0.42, 0.92, 0.20, 0.34),
    ),
    (
        "時刻表と停留所を、英語とやさしい日本語でも書いてほしい。",
        "バスの{時間|じかん}と{名前|なまえ}を、{英語|えいご}とやさしい{日本語|にほんご}でも{書|か}いてほしい。",
        "Write timetables and stops in English and plain Japanese too.",
        (0.40, 0.32, 0.58, 0.97),
    ),
    (
        "介護で家を空けられない人のために、荷物を届ける仕組みがほしい。",
        "{家族|かぞく}の{世話|せわ}で{出|で}かけられない{人|ひと}のために、{荷物|にもつ}を{届|とど}けてほしい。",
        "We need deliveries for people who cannot leave someone they care for.",
        (0.44, 0.52, 0.46, 0.98),
    ),
    (
        "介護をする人が半日休める日を、送迎つきで作ってほしい。",
        "{世話|せわ}をする{人|ひと}が{半日|はんにち}{休|やす}める{日|ひ}を、{車|くるま}つきで{作|つく}ってほしい。",
        "Give carers half a day off, with transport.",
        (0.48, 0.50, 0.40, 0.97),
    ),
    (
        "病院の予約の時間とバスの時間を合わせてほしい。",
        "{病院|びょういん}の{時間|じかん}とバスの{時間|じかん}を{合|あ}わせてほしい。",
        "Match bus times with hospital appointments.",
        (0.70, 0.95, 0.58, 0.96),
    ),
    (
        "子どもだけでも安心して乗れるバスにしてほしい。",
        "{子|こ}どもだけでも{安心|あんしん}して{乗|の}れるバスにしてほしい。",
        "Make buses safe for children travelling alone.",
        (0.95, 0.78, 0.74, 0.88),
    ),
    (
        "塾や部活の帰りの迎えで、親の夜の時間がなくなっている。",
        "{子|こ}どもの{迎|むか}えで、{親|おや}の{夜|よる}の{時間|じかん}がなくなっている。",
        "Parents lose their evenings to pick-ups.",
        (0.93, 0.35, 0.40, 0.55),
    ),
    (
        "スクールバスの空いた席に、地域の人も乗れるようにしたい。",
        "スクールバスの{空|あ}いている{席|せき}に、{町|まち}の{人|ひと}も{乗|の}れるようにしたい。",
        "Let residents use empty seats on school buses.",
        (0.82, 0.84, 0.86, 0.85),
    ),
    (
        "知らない大人がスクールバスに乗るのは心配だ。",
        "{知|し}らない{大人|おとな}がスクールバスに{乗|の}るのは{心配|しんぱい}だ。",
        "I worry about strangers on school buses.",
        (0.56, 0.20, 0.16, 0.24),
    ),
    (
        "県境や市町の境をこえて、同じ切符で乗れるようにしてほしい。",
        "となりの{町|まち}へも、{同|おな}じ{切符|きっぷ}で{行|い}けるようにしてほしい。",
        "One ticket across town and prefecture borders.",
        (0.86, 0.80, 0.92, 0.84),
    ),
    (
        "バスに自転車を載せられると、若い人も使う。",
        "バスに{自転車|じてんしゃ}をのせられたら、{若|わか}い{人|ひと}も{使|つか}う。",
        "Young people would ride if buses took bicycles.",
        (0.50, 0.24, 0.90, 0.52),
    ),
    (
        "車がなくても働ける場所を、町の中に増やしたい。",
        "{車|くるま}がなくても{働|はたら}ける{場所|ばしょ}を{増|ふ}やしたい。",
        "Create places to work that need no car.",
        (0.58, 0.44, 0.93, 0.90),
    ),
    (
        "道路の草刈りや雪かきを、まず先にきちんとしてほしい。",
        "まず、{道|みち}の{草|くさ}や{雪|ゆき}をきちんとかたづけてほしい。",
        "First keep the roads clear of grass and snow.",
        (0.78, 0.90, 0.46, 0.60),
    ),
    (
        "車を持つ家が多いのだから、公共交通に大きなお金はかけなくてよい。",
        "{車|くるま}がある{家|いえ}が{多|おお}いから、バスにたくさんお{金|かね}を{使|つか}わなくていい。",
        "Most homes have cars; no need to spend much on transport.",
        (0.58, 0.10, 0.12, 0.05),
    ),
    (
        "移動の費用は、利用する人がもっと払うべきだ。",
        "バスのお{金|かね}は、{乗|の}る{人|ひと}がもっと{払|はら}うべきだ。",
        "Users should pay more of the cost of transport.",
        (0.54, 0.18, 0.36, 0.08),
    ),
    (
        "バスの中や停留所が、人と話せる場所になるとうれしい。",
        "バスの{中|なか}やバス{停|てい}で、{人|ひと}と{話|はな}せるとうれしい。",
        "It would be good if buses and stops were places to talk.",
        (0.52, 0.90, 0.62, 0.80),
    ),
    (
        "買い物のついでに健康相談ができる日があるとよい。",
        "{買|か}い{物|もの}のときに、{体|からだ}のことを{相談|そうだん}できる{日|ひ}があるといい。",
        "Offer health advice on shopping days.",
        (0.55, 0.91, 0.48, 0.86),
    ),
    (
        "ドローンの配達より、人が届けて声をかけるほうがよい。",
        "ドローンより、{人|ひと}が{届|とど}けて{声|こえ}をかけるほうがいい。",
        "A person who delivers and says hello beats a drone.",
        (0.54, 0.94, 0.26, 0.84),
    ),
    (
        "外国から来た人にも、運転免許の取り方を教えてほしい。",
        "{外国|がいこく}から{来|き}た{人|ひと}にも、{車|くるま}の{免許|めんきょ}のとり{方|かた}を{教|おし}えてほしい。",
        "Teach people from abroad how to get a driving licence.",
        (0.46, 0.28, 0.66, 0.95),
    ),
    (
        "高校生の意見を、バスの計画に必ず入れてほしい。",
        "{高校生|こうこうせい}の{意見|いけん}を、バスの{計画|けいかく}に{必|かなら}ず{入|い}れてほしい。",
        "Always ask students when planning buses.",
        (0.88, 0.72, 0.94, 0.84),
    ),
    (
        "5つの市町で、運転手を一緒にやとうべきだ。",
        "5つの{町|まち}で、{一緒|いっしょ}に{運転手|うんてんしゅ}さんをやとうべきだ。",
        "The five towns should employ drivers together.",
        (0.76, 0.72, 0.82, 0.74),
    ),
]

#: Voices that did not become statements of their own: (text, channel, what became of them).
#: ("merged", statement index), ("held", reason, note) or ("waiting",)
OTHER_VOICES = [
    ("朝のバスがもう1本あれば、母を仕事の前に病院へ送れます。", "web", ("merged", 19)),
    ("高校の帰り、7時のあとにバスがありません。", "qr", ("merged", 0)),
    ("スマホの予約は私には無理です。電話にしてください。", "paper", ("merged", 2)),
    ("移動販売の車をやめないでください。", "phone", ("merged", 5)),
    ("草が道まで出ていて、歩くのがこわいです。", "paper", ("merged", 27)),
    ("となりの県の病院に行くとき、切符を2回買うのがたいへん。", "web", ("merged", 24)),
    (
        "○○商店の○○さんは配達をさぼっています。",
        "web",
        ("held", "personal", "お名前のところを除いて、もう一度お寄せください。"),
    ),
    ("もうかる投資の話があります。ここに連絡を。", "web", ("held", "advertisement", "")),
    ("プールの開く日を増やしてほしい。", "qr", ("held", "off_topic", "市のご意見箱をご案内しました。")),
    ("週末だけでも、駅から温泉までのバスを復活させてほしい。", "web", ("waiting",)),
    ("診療所の前に屋根のある待つ場所をつくってください。", "paper", ("waiting",)),
    ("バスの運転手になりたい人に、免許のお金を出してはどうでしょう。", "phone", ("waiting",)),
    ("ベビーカーのまま乗れるバスにしてほしいです。", "qr", ("waiting",)),
]
#: The same text from many people: a campaign.
CAMPAIGN = ("私たちはタクシー券の拡大に反対します。バスに予算を回してください。", 14, 10)
