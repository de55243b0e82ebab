# What the assistant says on Telegram and Messenger by itself, in Arabic (projectfluent.org).
greeting = مرحبًا
privacy = أحتفظ برسائلكم لمدة { $days ->
    [one] يوم واحد
    [two] يومين
    [few] { $days } أيام
    [many] { $days } يومًا
   *[other] { $days } يوم
} على الأكثر، دون ما أتعرّف عليه فيها من أرقام وأسماء وعناوين؛ والأمر « /stop » يحذفها فورًا.
privacy-more = ما الذي نحتفظ به: { $link }
unreadable = يمكنني قراءة النصوص فقط: اكتبوا لي سؤالكم بالعربية أو الفرنسية أو الإنجليزية من فضلكم.
trouble = عذرًا، لم أتمكن من الإجابة. هل يمكنكم كتابة سؤالكم مرة أخرى بعد بضع دقائق؟
too-many = أنتم تكتبون بسرعة كبيرة. انتظروا بضع ثوانٍ ثم اكتبوا إليّ من جديد.
stopped = إلى اللقاء، واعتنوا بأنفسكم. لقد حذفتُ محادثتنا.
language-choose = بأي لغة تريدون التحدث؟
language-name = العربية
language-wish = بالعربية من فضلكم
command-start = البدء
command-help = الاطّلاع على ما أعرفه
command-langue = اختيار اللغة
command-stop = إنهاء المحادثة وحذفها
menu-help = ماذا يمكنني أن أسأل؟
menu-langue = اختيار اللغة
menu-stop = حذف المحادثة
question-help = ماذا يمكنني أن أسألكم؟
question-faq = { question-help }
question-forum = ما هو منتدى استعراض الهجرة الدولية؟
question-oim = ما هي المنظمة الدولية للهجرة؟
question-tunisie = ماذا تفعل المنظمة الدولية للهجرة في تونس؟
question-numbers = ما هي أرقام الطوارئ؟
question-contact = أريد التحدث مع شخص من المنظمة الدولية للهجرة
