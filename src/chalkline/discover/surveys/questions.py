"""The ready questionnaires: under two minutes, on a telephone, in both languages.

Staff, families and students are asked the same things in words of their own: which tools, how often, for what, what
worries them, what would help. A survey about one tool asks how it is used. The version counts up with every change of
an id, so that two surveys can be compared.
"""

from __future__ import annotations

from chalkline.discover.surveys.words import Choice, How, Question
from chalkline.people.api import Audience

VERSION = 1
TOOLS, OFTEN, FOR, WORRIES, HELPS, WORDS = "tools", "often", "for", "worries", "helps", "words"
NONE = "none"  # of the tools: "I use none"
OTHER_TOOL = "other_tool"

ROLES: dict[Audience, tuple[Choice, ...]] = {
    Audience.STAFF: (
        Choice("teacher", "Teacher", "Docente"),
        Choice("administrator", "Administrator", "Dirección o administración"),
        Choice("aide", "Aide", "Asistente"),
        Choice("counselor", "Counselor", "Consejero o consejera escolar"),
        Choice("other_staff", "Something else", "Otra cosa"),
    ),
    Audience.FAMILIES: (),
    Audience.STUDENTS: (),
}
ROLE_OF: dict[Audience, str] = {
    Audience.STAFF: "other_staff",
    Audience.FAMILIES: "parent",
    Audience.STUDENTS: "student",
}

HOW_OFTEN = (
    Choice("daily", "Nearly every day", "Casi todos los días"),
    Choice("weekly", "Every week", "Cada semana"),
    Choice("monthly", "Once or twice a month", "Una o dos veces al mes"),
    Choice("rarely", "I have tried it", "Solo para probar"),
    Choice("never", "Never", "Nunca"),
)
_WORDS = Question(WORDS, How.WORDS, "Anything else you want to say?", "¿Quiere decir algo más?")

GENERAL: dict[Audience, tuple[Question, ...]] = {
    Audience.STAFF: (
        Question(
            TOOLS, How.TOOLS, "Which AI tools do you use for your work?", "¿Qué herramientas de IA usa en su trabajo?"
        ),
        Question(
            OFTEN,
            How.ONE,
            "How often do you use AI for your work?",
            "¿Con qué frecuencia usa la IA en su trabajo?",
            HOW_OFTEN,
        ),
        Question(
            FOR,
            How.SOME,
            "What do you use it for?",
            "¿Para qué la usa?",
            (
                Choice("lessons", "Planning lessons and materials", "Preparar clases y materiales"),
                Choice(
                    "adapting", "Adapting texts for different learners", "Adaptar textos para distintos estudiantes"
                ),
                Choice("feedback", "Comments on student work", "Comentarios sobre trabajos de estudiantes"),
                Choice("messages", "Messages and letters", "Mensajes y cartas"),
                Choice("translating", "Translating", "Traducir"),
                Choice("paperwork", "Paperwork and records", "Papeleo y registros"),
                Choice("looking_up", "Looking things up", "Buscar información"),
            ),
        ),
        Question(
            WORRIES,
            How.SOME,
            "What worries you about AI at school?",
            "¿Qué le preocupa de la IA en la escuela?",
            (
                Choice("privacy", "Where students' data goes", "A dónde van los datos de los estudiantes"),
                Choice("wrong", "Wrong or made-up answers", "Respuestas falsas o inventadas"),
                Choice("cheating", "Work that is not the student's own", "Trabajos que no son del estudiante"),
                Choice("thinking", "Students think less for themselves", "Los estudiantes piensan menos por sí mismos"),
                Choice("unfair", "It treats some students unfairly", "Que trate mal a algunos estudiantes"),
                Choice("rules", "I do not know what is allowed", "No sé qué está permitido"),
                Choice("nothing", "Nothing much", "Casi nada"),
            ),
        ),
        Question(
            HELPS,
            How.SOME,
            "What would help you most?",
            "¿Qué le ayudaría más?",
            (
                Choice("clear_rules", "Clear rules on what is allowed", "Reglas claras sobre lo que se permite"),
                Choice("training", "Training for what I teach or do", "Capacitación para lo que enseño o hago"),
                Choice("safe_tool", "A tool that is safe for student work", "Una herramienta segura para trabajos"),
                Choice("lesson_time", "Less time for planning lessons", "Menos tiempo para planificar clases"),
                Choice("feedback_time", "Less time for comments on drafts", "Menos tiempo para comentar borradores"),
                Choice("paper_time", "Less time for paperwork", "Menos tiempo para el papeleo"),
                Choice(
                    "languages",
                    "Writing to families in their language",
                    "Escribir a las familias en su idioma",
                ),
            ),
        ),
        _WORDS,
    ),
    Audience.FAMILIES: (
        Question(
            TOOLS,
            How.TOOLS,
            "Which AI tools does your child use, at school or at home?",
            "¿Qué herramientas de IA usa su hijo o hija, en la escuela o en casa?",
        ),
        Question(
            OFTEN,
            How.ONE,
            "How often does your child use AI, as far as you know?",
            "¿Con qué frecuencia usa la IA su hijo o hija, que usted sepa?",
            (*HOW_OFTEN, Choice("unsure", "I do not know", "No lo sé")),
        ),
        Question(
            FOR,
            How.SOME,
            "What does your child use it for?",
            "¿Para qué la usa?",
            (
                Choice("homework", "Homework", "Tareas"),
                Choice("explaining", "Having things explained", "Para que le expliquen algo"),
                Choice("languages", "Languages", "Idiomas"),
                Choice("pictures", "Pictures, music, video", "Imágenes, música, video"),
                Choice("talking", "Talking, for company", "Conversar, por compañía"),
                Choice("looking_up", "Looking things up", "Buscar información"),
            ),
        ),
        Question(
            WORRIES,
            How.SOME,
            "What worries you about AI at school?",
            "¿Qué le preocupa de la IA en la escuela?",
            (
                Choice("privacy", "Where my child's data goes", "A dónde van los datos de mi hijo o hija"),
                Choice("wrong", "Wrong or made-up answers", "Respuestas falsas o inventadas"),
                Choice("thinking", "Thinking less for oneself", "Que piense menos por sí mismo"),
                Choice("harm", "Content that does harm", "Contenidos que hacen daño"),
                Choice("screens", "More time in front of screens", "Más tiempo frente a pantallas"),
                Choice("unfair", "It treats some children unfairly", "Que trate de forma injusta a algunos niños"),
                Choice("nothing", "Nothing much", "Casi nada"),
            ),
        ),
        Question(
            HELPS,
            How.SOME,
            "What would help your family most?",
            "¿Qué le ayudaría más a su familia?",
            (
                Choice("told", "To be told which tools are used", "Que nos digan qué herramientas se usan"),
                Choice("asked", "To be asked before a new tool starts", "Que nos pregunten antes de usar una nueva"),
                Choice("home_rules", "Clear rules for homework", "Reglas claras para las tareas"),
                Choice("guide", "A guide or an evening for families", "Una guía o una reunión para familias"),
                Choice("without", "A way to learn without AI", "Una manera de aprender sin IA"),
                Choice("our_language", "Information in our language", "Información en nuestro idioma"),
            ),
        ),
        _WORDS,
    ),
    Audience.STUDENTS: (
        Question(
            TOOLS,
            How.TOOLS,
            "Which AI tools do you use for school?",
            "¿Qué herramientas de IA usas para la escuela?",
        ),
        Question(
            OFTEN,
            How.ONE,
            "How often do you use AI for school?",
            "¿Con qué frecuencia usas la IA para la escuela?",
            HOW_OFTEN,
        ),
        Question(
            FOR,
            How.SOME,
            "What do you use it for?",
            "¿Para qué la usas?",
            (
                Choice("explaining", "Having things explained", "Para que me expliquen algo"),
                Choice("ideas", "Finding ideas", "Encontrar ideas"),
                Choice("writing", "Writing or correcting texts", "Escribir o corregir textos"),
                Choice("practice", "Practice before a test", "Practicar antes de un examen"),
                Choice("languages", "Languages", "Idiomas"),
                Choice("pictures", "Pictures, music, video", "Imágenes, música, video"),
            ),
        ),
        Question(
            WORRIES,
            How.SOME,
            "What is not good about it?",
            "¿Qué no te gusta de la IA?",
            (
                Choice("rules", "I do not know what is allowed", "No sé qué está permitido"),
                Choice("wrong", "Wrong or made-up answers", "Respuestas falsas o inventadas"),
                Choice("accused", "Being accused though it is my own work", "Que me acusen aunque el trabajo sea mío"),
                Choice("unfair", "Others use it and I do not", "Otros la usan y yo no"),
                Choice("thinking", "I learn less", "Aprendo menos"),
                Choice("nothing", "Nothing much", "Casi nada"),
            ),
        ),
        Question(
            HELPS,
            How.SOME,
            "What would help you most?",
            "¿Qué te ayudaría más?",
            (
                Choice("task_rules", "To know for each task what is allowed", "Saber en cada tarea qué se permite"),
                Choice("how_it_works", "To learn how AI works and fails", "Aprender cómo funciona y falla la IA"),
                Choice("stuck", "Help when I am stuck", "Ayuda cuando no sé seguir"),
                Choice("same_for_all", "The same tool for everybody", "La misma herramienta para todos"),
            ),
        ),
        Question(WORDS, How.WORDS, "Anything else you want to say?", "¿Quieres decir algo más?"),
    ),
}

_USED_FOR = {each: next(q for q in GENERAL[each] if q.id == FOR).choices for each in Audience}
_WITHOUT = (
    Choice("same", "Nothing would change", "No cambiaría nada"),
    Choice("other", "I would use another tool", "Usaría otra herramienta"),
    Choice("longer", "It would take longer", "Tardaría más"),
    Choice("could_not", "I could not do it", "No podría hacerlo"),
)
_ENTERED = Question(
    "entered",
    How.SOME,
    "What of students do you type into it?",
    "¿Qué datos de estudiantes escribe en ella?",
    (
        Choice("nothing", "Nothing", "Nada"),
        Choice("work", "Their work, without names", "Sus trabajos, sin nombres"),
        Choice("names", "Names or e-mail addresses", "Nombres o correos electrónicos"),
        Choice("records", "Grades, plans or other records", "Notas, planes u otros registros"),
    ),
)


def _of_a_tool(audience: Audience) -> tuple[Question, ...]:
    you = audience is Audience.STUDENTS
    child = audience is Audience.FAMILIES
    often_en = "How often does your child use {tool}?" if child else "How often do you use {tool}?"
    often_es = (
        "¿Con qué frecuencia usa {tool} su hijo o hija?"
        if child
        else "¿Con qué frecuencia usas {tool}?"
        if you
        else "¿Con qué frecuencia usa {tool}?"
    )
    asked = [
        Question(OFTEN, How.ONE, often_en, often_es, HOW_OFTEN),
        Question(FOR, How.SOME, "What for?", "¿Para qué?", _USED_FOR[audience]),
    ]
    if audience is Audience.STAFF:
        asked.append(_ENTERED)
    if not child:
        without = "¿Qué harías sin ella?" if you else "¿Qué haría sin ella?"
        asked.append(Question("without", How.ONE, "What would you do without it?", without, _WITHOUT))
    asked.append(GENERAL[audience][-1])
    return tuple(asked)


ABOUT_A_TOOL: dict[Audience, tuple[Question, ...]] = {each: _of_a_tool(each) for each in Audience}


def questions(audience: Audience, *, about_a_tool: bool) -> tuple[Question, ...]:
    """The questionnaire for an audience, about AI in general or about one tool."""
    return ABOUT_A_TOOL[audience] if about_a_tool else GENERAL[audience]
