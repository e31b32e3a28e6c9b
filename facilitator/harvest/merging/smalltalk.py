"""What people type at a table that answers no question: greetings, thanks, the room, the day.

One sentence a line; enough of each sort to know its like by.
"""

SMALL_TALK = {
    "en": """
hello everyone
good morning from our table
thank you all
I agree
same here, nothing to add
who is taking notes at this table?
where can I get a coffee?
when is lunch served?
the food was delicious
what time is the break?
when do we move to the next table?
which table do I go to now?
the wifi does not work here
I cannot log in to the app
the microphone is not working, we cannot hear anything
the screen is broken again
it is too cold in this room, please turn off the air conditioning
it is too hot in here
there are not enough chairs
is there interpretation in this room?
can somebody repeat the question, I did not understand
is this session being recorded?
my phone battery is empty, where can I charge it?
where are the toilets?
it is raining outside, the weather is terrible
who took my pen?
what a nice view from the window
is anybody watching the football tonight?
does anybody at this table speak French?
my train leaves at six
this is a test, please ignore
see you tomorrow
""",
    "fr": """
bonjour à toutes et à tous
merci beaucoup
je suis d'accord
rien à ajouter
où est le café ?
à quelle heure est la pause déjeuner ?
quand est-ce qu'on change de table ?
le wifi ne marche pas ici
je n'arrive pas à ouvrir l'application
le micro ne fonctionne pas, on n'entend rien
il fait trop froid dans cette salle
il manque des chaises
y a-t-il une interprétation ?
pouvez-vous répéter la question ?
où sont les toilettes ?
quel temps affreux aujourd'hui
""",
    "es": """
hola a todos, buenos días
muchas gracias
estoy de acuerdo
nada que añadir
¿dónde está el café?
¿a qué hora es el almuerzo?
¿cuándo cambiamos de mesa?
no funciona el wifi
no puedo entrar en la aplicación
no funciona el micrófono, no se oye nada
hace mucho frío en la sala
faltan sillas
¿hay interpretación?
¿pueden repetir la pregunta?
¿dónde está el baño?
qué mal tiempo hace hoy
""",
    "ru": """
всем привет, доброе утро
большое спасибо
согласен
нечего добавить
где можно взять кофе?
когда обед?
когда мы меняем столы?
не работает вайфай
не могу войти в приложение
микрофон не работает, ничего не слышно
в зале очень холодно
не хватает стульев
есть ли перевод?
повторите вопрос, пожалуйста
где здесь туалет?
какая ужасная погода
""",
    "zh": """
大家好
早上好
谢谢大家
同意
没有补充
咖啡在哪里？
几点吃午饭？
什么时候换桌？
无线网络连不上
手机应用打不开
麦克风没有声音，听不见
房间太冷了，请关空调
椅子不够
有同声传译吗？
请再说一遍问题
洗手间在哪里？
今天天气真差
""",
    "ar": """
مرحبا بالجميع
صباح الخير
شكرا جزيلا
أوافق
لا شيء أضيفه
أين القهوة؟
متى موعد الغداء؟
متى ننتقل إلى الطاولة التالية؟
شبكة الإنترنت لا تعمل هنا
لا أستطيع فتح التطبيق
الميكروفون لا يعمل ولا نسمع شيئا
القاعة باردة جدا
الكراسي غير كافية
هل توجد ترجمة فورية؟
من فضلكم أعيدوا السؤال
أين دورات المياه؟
الطقس سيئ اليوم
""",
}
EXAMPLES = tuple(line for lines in SMALL_TALK.values() for line in lines.strip().splitlines())
