"""Usual short forms of given names, English and Spanish, for people of the caller's own sections. Folded."""

from __future__ import annotations

from functools import lru_cache

SHORT = """
alexander alex xander; alexandra alex lexi sandra; alejandro alex ale jandro; alejandra ale alex;
abigail abby gail; andrew andy drew; anthony tony; antonio tony tono; benjamin ben benny benji;
beatriz bea betty; cameron cam; catherine cathy cate katie; charles charlie chuck chaz;
christopher chris topher kris; christina chris tina; cristian cris; cristina cris tina; daniel dan danny dani;
daniela dani; david dave davey; deborah deb debbie; dominic dom nico; dominique dom; donald don donny;
dorothy dot dottie; eduardo eddie lalo edu; edward ed eddie ted;
elizabeth liz lizzie beth betsy eliza ellie libby; emmanuel manny; manuel manny manolo; enrique quique kike;
ernesto neto; esperanza espe; ezekiel zeke; fernando fer nando; fernanda fer; francisco paco pancho frank cisco;
francisca paca pancha; frederick fred freddy; gabriel gabe gabi; gabriela gabi gaby; gerardo gera jerry;
gregory greg; guadalupe lupe lupita; guillermo memo willy; gustavo gus tavo; ignacio nacho; isabel isa chabela;
isabella bella izzy isa; isaiah zay; jacob jake jakey; jacqueline jackie; james jim jimmy jamie;
jennifer jen jenny jenn; jessica jess jessie; jesus chuy chucho; joaquin quino; john johnny jack;
jonathan jon johnny; jose pepe chepe joey; josefina pepa; joseph joe joey; joshua josh; juan juanito;
katherine kate katie kathy kat kay; kathryn kate katie kathy; kenneth ken kenny; kimberly kim kimmy;
lawrence larry; leonardo leo nardo; lillian lily lil; lorenzo lencho; luis lucho; madeline maddie;
madison maddie maddy; margaret maggie meg peggy; margarita mago rita; maria mari; mario mayito; mateo teo;
matthew matt matty; maximilian max; maximiliano max; melissa mel missy; michael mike mikey mick;
miguel mike migue; mohammed mo; muhammad mo; nathaniel nate nathan; nathan nate; nicholas nick nicky nico;
nicolas nico; olivia liv livvy; pamela pam; patricia pat patty trish pati; patrick pat paddy; peter pete;
pedro perico; rafael rafa; ramon moncho; raymond ray; rebecca becca becky; refugio cuca;
ricardo rick ricky richie; richard rick ricky rich dick; robert rob bob bobby robbie; roberto beto rob;
rodrigo rodri rigo; rosario chayo charo; ruben benny; salvador chava; samantha sam sammy; samuel sam sammy;
santiago santi chago; sebastian seba bash bastian; sofia sofi; sophia soph sophie; stephanie steph;
stephen steve; steven steve; susan sue susie; teresa tere tess; theodore teddy theo ted; theresa terry tess;
thomas tom tommy; timothy tim timmy; valentina vale tina; valeria vale; vanessa nessa; veronica vero ronnie;
vicente chente; victoria vicky tori vic; victor vic; vincent vince vinny; walter walt;
william bill billy will liam; zachary zach zack; ximena xime; consuelo chelo; concepcion concha conchita;
dolores lola; mercedes meche; socorro coco; graciela chela; alberto beto; norberto beto; humberto beto;
rigoberto rigo; gilberto gil
"""


@lru_cache(maxsize=1)
def _table() -> dict[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    for entry in SHORT.split(";"):
        name, *short = entry.split()
        table[name] = tuple(short)
    return table


def short_forms(given: tuple[str, ...]) -> tuple[str, ...]:
    """What people with this given name are usually called."""
    return tuple(short for word in given for short in _table().get(word, ()))
