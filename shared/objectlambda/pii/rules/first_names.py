"""First names that are common in English, Spanish and some neighbouring languages.

They show that a column, or a run of words in capitals, holds persons. The list was written from general knowledge. It
does not decide about single words of prose, which are left to the network.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from objectlambda.pii.rules.words import words

FIRST_NAMES = words(
    """
    aaron abby abdul abdullah abel abigail abraham ada adam adela adele adelina adnan adrian adriana adrienne agata
    agnes agustin ahmad ahmed aidan aiden aileen aimee aisha akira alan alana alba albert alberto alec alejandra
    alejandro aleksandra alessandra alessandro alex alexa alexander alexandra alexandre alexei alexia alexis alfonso
    alfred alfredo ali alice alicia alina alisha alison allan allen allison alma alonso alvaro alvin alyssa amal amalia
    amanda amber amelia amina amir amit amparo amy ana anabel anastasia anders andre andrea andreas andres andrew andy
    angel angela angelica angelina angelo angie anibal anika anil anita anja ann anna annabel anne annette annie
    anselmo anthony antoine anton antonella antonia antonio anya april araceli ariana ariel armando arnold aron arthur
    arturo arun asha ashley astrid asuncion athena aubrey audrey august augusto aurelio aurora austin ava axel ayesha
    bailey barbara barry bartolome beatrice beatriz becky begona belen belinda ben benedict benita benito benjamin
    bernadette bernard bernardo bernice bert bertha beth bethany betsy betty beverly bianca bill billy blake blanca
    blanche bob bobby bonnie boris brad bradley brandi brandon brenda brendan brent brett brian bridget brigitte
    britney brittany brooke bruce bruno bryan bryce byron caleb calvin camila camilla camille camilo candace candice
    candida carina carl carla carlo carlos carlotta carmela carmen carol carole carolina caroline carolyn carrie carter
    casey cassandra catalina catarina caterina catherine cathy cecil cecilia cedric celeste celia celine cesar chad
    chandra charlene charles charlie charlotte chelsea cheryl chester chiara chloe chris christian christiane christina
    christine christoph christophe christopher christy cindy claire clara clarence clarissa claude claudia claudio
    clayton clemente cliff clifford clint clinton clive cody colin colleen concepcion connie connor conrad constance
    consuelo cora corey corinne cornelia cory courtney craig cristian cristina cristobal crystal curtis cynthia cyril
    dagmar daisy dale dalia damian damien dan dana daniel daniela daniele danielle danny daphne darius darlene darrell
    darren darryl dave david dawn dean deanna debbie deborah debra deepak delia della delores denis denise dennis derek
    derrick desmond diana diane diego dieter dimitri dinah dirk dolores dominic dominique don donald donna dora doreen
    doris dorothea dorothy doug douglas duane duncan dustin dwayne dwight dylan earl ed eddie edgar edith edmund edna
    eduard eduardo edward edwin eileen elaine eleanor elena eleni elias elijah elisa elisabeth elise elizabeth ella
    ellen ellie elliot elmer eloisa eloy elsa elsie elvira emanuel emil emilia emiliano emilie emilio emily emma
    emmanuel encarnacion enrique enzo eric erica erich erik erika erin ernest ernesto ernst esmeralda esperanza esteban
    estefania estela estelle esther ethan ethel etienne eugene eugenia eugenio eva evan evangelina evelyn fabian fabio
    fabiola fatima faustino faye federica federico felicia felicity felipe felix ferdinand fermin fernando fidel filip
    fiona flora florence florencia florian floyd frances francesca francesco francine francis francisca francisco
    franco francois francoise frank franz fred freddie frederic frederick frederik frida friedrich fritz gabriel
    gabriela gabriele gabrielle gail garrett gary gavin gema gemma gene genevieve geoffrey george georges georgia
    georgina gerald geraldine gerard gerardo gerhard german gertrude gianni gilbert gilberto gill gina gino giorgio
    giovanna giovanni giulia giuseppe gladys glen glenda glenn gloria gonzalo gordon grace graciela graham greg
    gregorio gregory greta gretchen guadalupe guillaume guillermo gunther gustav gustavo guy gwen gwendolyn hannah hans
    harold harriet harry harsh hassan hazel heather hector heidi heinrich heinz helen helena helene helga helmut
    hendrik henri henry herbert herman hernan hilary hilda holger holly homer horacio horst howard hubert hugh hugo
    humberto ian ibrahim ida ignacio igor ilse imani imran ines ingrid inigo inmaculada irene irina iris irma irving
    isaac isabel isabella isabelle isaias isidro ismael israel ivan ivana ivonne jack jackie jackson jaclyn jacob
    jacqueline jacques jade jaime jake jamal james jamie jan jane janet janice jasmine jason javier jay jean jeanette
    jeanne jeff jeffery jeffrey jenna jennie jennifer jenny jeremiah jeremy jerome jerry jesse jessica jessie jesus
    jill jim jimena jimmy jo joan joana joanna joanne joaquin jocelyn jodi jodie joe joel johan johann johanna johannes
    john johnny jon jonas jonathan jordan jordi jorge jose josef josefa josefina joseph josephine josh joshua joy joyce
    juan juana juanita judith judy jules julia julian juliana julie juliet julieta julio julius june jurgen justin
    justine kai karen karim karin karina karl karla kate katerina katharina katherine kathleen kathryn kathy katie
    katja katrin katrina kayla keith kelly kelsey ken kendra kenji kenneth kent kerry kevin khalid kim kimberly kirk
    klaus konrad krishna kristen kristin kristina kristine kumar kurt kyle lance lara larry lars laura lauren laurence
    laurent lawrence lea leah leandro lee leila lena leo leon leona leonard leonardo leonor leroy leslie leticia lewis
    liam lidia lila lilian liliana lillian lily lina linda lindsay lisa liz lloyd lois lola lora lorena lorenzo loretta
    lori lorraine lothar lou louis louisa louise lourdes luc luca lucas lucia luciano lucie lucille lucy ludwig luigi
    luis luisa lukas luke luther luz lydia lynn mabel macarena madeleine madeline madison magdalena maggie mahmoud
    malcolm malik mandy manfred manuel manuela mara marc marcel marcela marcelo marcia marco marcos marcus margaret
    margarita margot maria mariam mariana marianne mariano maribel marie mariel marilyn marina mario marion marisa
    marisol marissa marjorie mark markus marlene marsha marta martha martin martina marvin mary maryam mateo mathew
    matias matilda matt matthew matthias maureen maurice mauricio mauro max maxim maximilian maxine maya megan mehmet
    melanie melinda melissa melvin mercedes meredith michael michaela michel michele michelle miguel mihai mike mikhail
    mildred miles milton mindy minerva miranda mireia miriam misty mitchell modesto mohamed mohammad mohammed moira
    moises molly mona monica monique montserrat morgan moritz muhammad muriel myra myriam myrtle nabil nadia nadine
    nancy naomi natalia natalie natasha nathan nathaniel nayara neil nelson nestor nicholas nick nicola nicolas nicole
    nieves nikita nikolai nils nina nino noah noel noelia noemi nora norberto norma norman nuria octavio olaf oleg olga
    oliver olivia olivier omar orlando oscar osvaldo otto owen pablo paloma pam pamela paola paolo pascal patrice
    patricia patricio patrick patty paul paula paulina pauline paulo pavel pedro peggy penelope penny perla pete peter
    petra phil philip philippe phillip phyllis pierre pietro pilar piotr priscilla priya purificacion quentin quinn
    rachel rafael rahul raimundo rainer raj rajesh ralph ramiro ramon ramona randall randy raquel raul ravi ray raymond
    rebeca rebecca regina reinhard remedios renata rene renee ricardo riccardo richard rick ricky riley rita rob robert
    roberta roberto robin rocio rod rodney rodolfo rodrigo rogelio roger roland rolf roman romina ron ronald ronnie
    rosa rosalia rosalind rosario rose rosemary rosie ross roxana roxanne roy ruben ruby rudolf rudolph rufus rupert
    russell ruth ryan sabina sabine sabrina sally salma salvador sam samantha samir samuel sandra sandro sanjay
    santiago sara sarah sasha saskia saul scott sean sebastian selina selma serena sergei sergio seth shane shannon
    sharon shaun shauna sheila shelby shelley shelly sherri sherry shirley sidney siegfried sierra sigrid silvia simon
    simona simone sofia sol soledad sonia sonja sophia sophie spencer stacey stacy stanley stefan stefania stefano
    stella stephan stephanie stephen steve steven stuart sue sunil susan susana susanne suzanne sven svetlana sylvia
    sylvie tamara tamika tammy tania tanya tara tariq tatiana taylor ted teodoro terence teresa teri terrance terrence
    terry tess thelma theo theodor theodora theodore theresa therese thomas tiago tiffany tilda tim timothy tina tobias
    todd tom tomas tommy toni tony tracey tracy travis trevor trinidad tristan troy tyler ulrich ulrike ursula uwe
    valentin valentina valeria valerie vanessa vera veronica veronique vicente vicki vicky victor victoria vijay vikram
    vincent vincenzo viola violet virginia virginie vivian viviana vladimir wallace walter wanda warren wayne wendy
    werner wesley whitney wilfred wilhelm will willard william willie wilma winston wolfgang xavier ximena yasmin
    yolanda yoshi yuki yuri yusuf yvette yvonne zachary zainab zoe zoila
    """
)
ALSO_WORDS = words(
    """
    will mark grant may april june august rose dale guy bill sue drew jack frank grace joy dawn crystal christian jordan
    georgia virginia carolina florence sierra victoria austin charlotte sol luz mercedes dolores rosario pilar angel
    jesus santiago trinidad chad iris ruby daisy amber norma gloria victor max dean carter miles
    """
)
"""First names that are as often ordinary words, places or companies."""
PARTICLES = words(
    "de del della la las los el lo al y e i da das do dos di du van von der den le les ten ter zu zur bin ibn"
)
"""Small words that occur in names, but not at their end."""
LOWER_WORDS = words(
    """
    sherry ginger rosemary basil holly heather penny robin candy misty sandy rocky melody gene art pearl opal
    violet rose daisy lily jasmine hazel iris ivy olive coral fern laurel myrtle cherry brandy amber crystal star
    faith charity reed josh rusty dusty sunny windy bonny merry holland marina viola carol ella
    """
)
"""First names that are as often other words where they stand in lower case: "came for sherry"."""
ONLY_NAMES, ALL_NAMES = FIRST_NAMES - ALSO_WORDS, FIRST_NAMES | ALSO_WORDS
"""The names without those words, and both together."""


@cache  # of a file that never changes: threads may share it; read when such a text comes, for a quick start
def rarer_first_names() -> frozenset[str]:
    """First names that few people have, in many languages; none is an English or Spanish word.

    They count where the place of a word already says that it is a name. The list is that of ``names_unlicense`` (public
    domain) for the US without its words, and others from general knowledge.
    """
    return words(Path(__file__).with_name("rarer_first_names.txt").read_text("ascii"))


def is_first_name(word: str) -> bool:
    """Whether a word in lower case, without accents, is a first name that many or few people have."""
    return word in FIRST_NAMES or word in rarer_first_names()


def is_only_first_name(word: str) -> bool:
    """The same, without the names that are as often ordinary words, places or companies."""
    return word in ONLY_NAMES or word in rarer_first_names()
