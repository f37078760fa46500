"""Words that are no names where they stand alone, in English and German, as ``letters.plain`` writes them.

A name that is one of them ("Will", "Lang") is found with the rest of it, with its title or as a handle, and not alone.
"""

TITLES = ("frau", "fraeulein", "herr", "herrn", "hr", "fr", "mr", "mrs", "ms", "miss", "mx", "dr", "prof", "doktor")
"""What stands before a surname."""

_ENGLISH = """
about above account accounts actually address after again against agency all almost alone along already also although
always among and angry another answer answers any anybody anyone anything april are area army around art ask asked
asks august author away baby back bad ball band bank bear because bed been before began begin behind being bell below
beside best better between beyond big bill bird bishop black blog blue board body book bot both boy brand bring brook
brown building business but buy buyer call called calls came can care carter case chance change charity charm chief
child children chip city clark class clay clean clear clerk client clients close coach cold colleague comment comments
community company complain concern cook cool copy could country court cross crown cup customer customers dark date
dawn day days dean dear december did different director doctor does dog done donor donors down drew during each early
earth east easy editor eight either employee employees end english enough entry eve even evening event ever every
everybody everyone everything faith family fan fans farmer fast father february feel few field fire first fish five
flower follower followers food for ford forest former four france free freeze french friday friend friends from front
full further german germany girl give glad glass goes gold good got grace gray great green grey group guest guy had
half hall hand happy hard has have head heart help her here hers high hill him his history hold home hope hot hour
hours house how however hunter hurt january july june just justice keep key kind king knew know known lady lake land
lane large last late later law lawyer lead leaf left legal less let letter life light like line link list little live
long look love low made mail main make man manager many march mark market master matter may maybe mean media melody
member members men mercy message mill miss moderator monday money moon more morning most mother mouth much music must
myself name near neighbor neighbour network never new news next nice night nine nobody none noon north not note
nothing november now number nurse october off office often old once one online only open order other others our out
outside over owl own owner page paper parent parents park part partner past pat patience patient peace pearl penny
people per perhaps person personal phone photo picture place plain play please point police poor post posts press
price priest private public put queen question quick quiet quite ray read reader real reason red rest rich right river
rock room root rose round royal rule run said sale same sandy saturday save saw say says school sea second secret see
seen self sell send sent september serious seven several sharp she shop short should show shown sick side sign silver
since sing singer sister site six sky small snow some somebody someone something somewhere son song soon sorry sound
south special spoke spokesperson spring stand star start state statement stay step still stone stop store storm story
straight stranger street strong student subscriber such summer sun sunday sunny support supporter sure take taken talk
tall teacher team tell ten than thank thanks that the their theirs them then there these they thing things think third
this those though thought three thursday time times today together told tomorrow too took tool top town trade tree
true try tuesday turn two under union unknown until upon use used user users very victim victor visitor voice
volunteer wait walk walker want warm was watch water way weather web week welcome well went were west what when where
which while white who whole whom whose why wife will winter wise wish with within without witness woman women wood
word words work worker world would write writer wrong year yellow yes yesterday yet you young your yours youth
"""
_GERMAN = """
abend abends aber achtung adler aerztin agentur alle allein allem allen aller alles allgemein als alt alte alten alter
altes andere anderen anders anfang angehoerige angst anlass antwort antworten anwaeltin anwalt april arbeit arbeiter
arm arzt auch auf aufgabe august aus ausser bach bald band bauer baum beamter bei beide beim beispiel beitraege
beitrag berg bericht beruf beschaeftigte besonders besser beste besuch besucher betroffene bewohner bild bin bis bitte
blau blog blume boese braun brief bruder buch buerger burg chef christ dabei dafuer dahin damals dame damit danach
daneben dank danke dann daran darauf daraus darf darin darum das dass datum davon dazu dein denn der deren des deshalb
dessen deutsch dezember dich die dienst dienstag dies diese dieser dieses dir doch donnerstag dort drei duerfen durch
eben echt ehe eher ehre ehrlich eigen eigene eilig ein eine einem einen einer eines einfach einige einmal eins ende
endlich engel er ernst erst erste es etwas euch euer ewig fach fall falsch familie fan fans februar feier feind feld
fern fertig fest feuer firma fisch fleisch folge follower frage fragen frei freitag fremd freude freund freunde
freundin friede frieden froh fromm frueh fuchs fuenf fuer fuss ganz garten gast geben gegen gehen geld gemeinde genau
genug gerade gericht gern gestern gesund gesundheit gewiss gibt glaube gleich glueck gold gott graf gross grosse gruen
gruppe gut gute guten haben habt halb hallo hals halt hand hart hase hat hatte haus heft heil heim heiss hell herbst
herz heute hier hilfe himmel hin hinter hirsch hoch hof hoffnung holz hund ihr ihre ihren ihrer immer inhaber innen
ins irgend ist jahr jahre januar jede jeden jeder jedes jemand jemanden jener jetzt journalist journalistin juli jung
junge juni kaiser kalt kam kann karte kauf kaufmann kein keine keinen keiner kind kinder kirche klar klasse klein
kleine klug koch kollege kollegin kommen kommentar konnte konto kopf kraft krank krankenhaus krieg kritik kugel kunde
kunden kundin kundinnen kunst kurz lage land lang lange langsam laut leben lehrer lehrerin leicht leid leider leise
leiter leiterin leser leserin leserinnen letzte leute licht lieb liebe linde links los luft lust machen macht maenner
maerz mai mal man manche mann marke markt maus mehr mein meine meister meldung mensch menschen mich mir mit
mitarbeiter mitarbeiterin mitglied mitglieder mittag mitte mittwoch moechte monat mond montag morgen mund musik muss
mutter nach nachbar nachbarin nachricht nacht nahe name namen natuerlich neben nehmen nein neu neue neuen neuer neun
nicht nichts nie niemand noch nord november nur nutzer nutzerin oben oder offen ohne oktober onkel ordnung ort paar
papier partner partnerin patient patientin pause person personen pfarrer pflege platz plus polizei post preis presse
privat probe punkt rat recht rechts redakteur redakteurin redaktion rede reich rein ritter rolle rose rot ruf ruhe
ruhig rund sache sagen sagt samstag sanft sauer schade schaf schnee schnell schoen schon schreiber schueler schuelerin
schuld schule schutz schwarz schwer schwester sechs see sehen sehr sein seine seinen seiner seit seite selbst sicher
sie sieben sieg sind sogar sohn soll sollte sommer sondern sonne sonntag sonst sorge spaet spender spenderin
spenderinnen spiel sprecher sprecherin staat stadt stark statt stein stelle stellungnahme stern still stimme stolz
stolze strasse streit student studentin stueck stunde sturm suchen sued tag tage tanne tante tat tausend team teil
teufel text thema tief tier tisch tochter tod tot traurig treu trotz tuer tun uhr und unfall uns unser unsere unseren
unten unter unternehmen urlaub vater verein verfasser vergessen verlag verletzt verwandte viel viele vielleicht vier
vogel volk voll vom von vor vorfall vorher vorne vorsicht wache wahr wald wann war waren warm warum was wasser weg
wegen weich weil weise weiss weit welche welcher welt wem wen wenig wenn wer werden werk wert west wetter wichtig wie
wieder wild will winter wir wird wirklich wirt wissen witz woche wohl wolf wollen wort worte wunder wunsch wurde zahl
zehn zeichen zeit zeitung zettel zeuge zeugin zimmer zorn zuerst zufall zug zum zur zusammen zuschauer zwei zweite
zwischen zwoelf
"""
COMMON = frozenset(
    spelling
    for word in (*_ENGLISH.split(), *_GERMAN.split(), *TITLES)
    for spelling in (word, word.replace("ae", "a").replace("oe", "o").replace("ue", "u"))
)
