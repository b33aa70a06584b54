"""What services are called besides their names, and which names are words of their own. Data.

People write "google bard" and mean Gemini. And a name that is also a word, a place or a first name
("Formative", "Riverside", "Jasper") says nothing where it stands in the middle of other words.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ALIASES: dict[str, tuple[str, ...]] = {
    "chatgpt": ("open ai", "gpt", "chat gpt", "chat gtp", "chatbot gpt", "gpt 4", "gpt4o", "gpt 5", "chatgpt edu",
                "chatgpt team", "chatgpt enterprise", "chatgpt for teachers"),
    "gemini": ("google gemini", "google bard", "bard", "gemini advanced", "gemini for education", "google ai",
               "gemini for google workspace", "gemini in workspace", "google ai pro for education", "gemeni",
               "geminni", "genimi", "gemini ai"),
    "claude": ("anthropic claude", "claude ai", "claude pro", "claude for education", "claud ai"),
    "microsoft-copilot": ("copilot", "ms copilot", "bing copilot", "bing chat", "bing ai", "co pilot",
                          "microsoft co pilot", "copilot chat", "windows copilot"),
    "microsoft-365-copilot": ("m365 copilot", "office 365 copilot", "office copilot", "o365 copilot"),
    "magicschool": ("magic school", "magic school ai", "magicschool ai", "magic schools"),
    "schoolai": ("school ai",),
    "brisk-teaching": ("brisk", "brisk ai", "brisk teaching ai"),
    "notebooklm": ("notebook lm", "google notebook lm", "notebook llm", "notebookllm"),
    "khanmigo": ("khan migo", "khanmigo ai", "khanamigo"),
    "quizizz-wayground": ("quizizz", "wayground", "quizizz ai", "quizziz", "quizzizz"),
    "canva": ("canva magic write", "canva magic", "canva for education", "canva ai", "magic write"),
    "adobe-express": ("adobe express ai", "adobe express for education"),
    "grok": ("xai grok", "grok xai"),
    "meta-ai": ("facebook ai", "meta llama"),
    "otter": ("otter ai",),
    "perplexity": ("perplexity ai", "perplexity pro"),
    "character-ai": ("character ai", "c ai", "charactor ai"),
    "snapchat-my-ai": ("snapchat ai", "my ai"),
    "padlet-ta": ("padlet ai", "ta by padlet"),
    "eduaide": ("edu aide", "eduaid", "eduaide ai"),
    "diffit": ("diffit ai", "diff it"),
}  # fmt: skip

ORDINARY = _words(
    "adept aider altered andi animoto astria bito bolt brilliant captions charisma chutes claude cline coda "
    "cohere comet conker consensus continue cursor devin dia durable elicit emergent endel epic exa factory fal "
    "fathom felo fireflies flint flux forefront formative gamma gemini genei ginger gizmo grain hotpot jan jasper "
    "jenni jina julius kimi kiro komo krea lambda leonardo lex lindy liner llama loom loopin loudly lovable lumo "
    "maestra mage magnific make manus mem merlin modal moises monic monica motion napkin otter parlay perchance "
    "perplexity pi pieces pika pitch playground poe rayyan reclaim recraft rephrase replicate resemble rev "
    "reverso rezi riverside runway sapling scenario scribe seesaw shortwave sider simplified socrat socratic sora "
    "sourcery speak spinbot spline superhuman supernormal sweep symbolab talkie teacherbot tome trae twee "
    "typeface upword veed venice visla visme warp windsurf writer zed"
)  # names that are words, places or first names as well

WIDE = _words(
    "alibaba amazon async baidu brandwell cactus caesar datadog dropbox duckduckgo element foyer homebrew kaleido "
    "latitude limewire mote panopto please proton speakeasy storyteller vast vercel wiley"
)  # makers known for other things, or called as others are: their name alone says nothing

LEGAL = _words(
    "ag bv co company corp corporation gmbh group holdings inc incorporated international intl labs limited llc "
    "ltd pbc plc pte pty sa sas software srl technologies technology the us usa"
)  # what a company adds to its name

TRADE = _words(
    "acceso access account accounts ai annual anual app apps cuenta cuentas digital ia licence licences licencia "
    "licencias license licenses licensing monthly online plan plataforma platform renew renewal renewals "
    "renovacion saas seat seats software subs subscr subscription subscriptions suscripcion user users usuarios "
    "yearly yr yrs"
)  # a name beside one of these is a product that was bought

SOFTWARE = _words(
    "ai apps ia licence licences licencia licencias license licenses licensing renew renewal renewals renovacion "
    "saas seat seats software subs subscr subscription subscriptions suscripcion"
)  # what is bought is software, whatever it is called

NOISE = TRADE | _words(
    "a alumnos an ano anos basic business class classic classroom district docentes each edu education "
    "educational enterprise extension free fy mo month months new of paid per plus premium prepaid pro qty school "
    "schools service services site sitewide staff standard student students sy teacher teachers team teams the "
    "tool tools upgrade version web wide year years"
)  # words that may stand beside a name and change nothing
