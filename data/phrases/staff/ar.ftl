# ما يصل الفريقَ بالبريد الإلكتروني، بالعربية (projectfluent.org).
reminder-subject = مساعد المنظمة الدولية للهجرة: { $count ->
    [one] معلومة واحدة للمراجعة
    [two] معلومتان للمراجعة
    [few] { $count } معلومات للمراجعة
    [many] { $count } معلومة للمراجعة
   *[other] { $count } معلومة للمراجعة
}
reminder-opening = مرحبًا، هذا ما ينتظر الفريق في المساعد:
waiting = { $title } ({ $fact }): تغيير ينتظر شخصًا ثانيًا.
expired = { $title } ({ $fact }): لم تعد صالحة منذ { $day }.
expires = { $title } ({ $fact }): صالحة حتى { $day }.
to_confirm = { $title } ({ $fact }): تحتاج إلى تأكيد.
review = { $title } ({ $fact }): تُراجَع من جديد، الموعد { $day }.
reminder-closing = صفحة «المواعيد» في مكتب الفريق تعرضها كلها.
