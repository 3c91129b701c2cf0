"""Common first names in Sweden, across the languages residents write in.

Our own selection, typed in, of names that are frequent in Sweden according to Statistics Sweden's name
statistics (SCB, Namnstatistik) and of names common in Finland, Poland, Spain, Turkey, Iran, Somalia and the
Arabic-speaking countries. A name that is missing here can still be found by what stands around it.
"""

from __future__ import annotations

from analysis.themes.identities.folding import folded

_SWEDISH = """
adam adele adrian agneta agnes albert albin alexander alexandra alfred alice alicia allan alva amanda amelia anders
andreas andré anette angelica anita anja ann anna annelie anneli annie annika anne ann-marie ann-christin anton antonia
arne aron arvid astrid august axel barbro beatrice benjamin bengt benny bernt bertil birger birgit birgitta björn bo
bosse britt britta britt-marie camilla carina carl carl-johan carolina caroline catharina cathrine cecilia charlie
charlotte charlotta christer christian christina christine christoffer christopher conny cornelia dagmar dag daniel
daniella dan david dennis desirée diana ebba edith edvin einar elin elina elis elisabeth elise ella ellen ellinor elsa
elsie elvira emelie emil emilia emma emmy erik erika erland ernst ester eva ewa evelina evert fanny felicia felix
filip filippa folke frank fredrik fredrika frida frej freja gabriel gabriella georg gerd gerda gerhard gert gittan
greta gun gunhild gunilla gunnar gunnel gustaf gustav göran gösta hampus hanna hannah hannes hans harald harriet harry
hedda hedvig helen helena helene helga helge henning henrik herbert hilda hilma holger hugo håkan ida ines inga inge
ingegerd ingemar ingela inger ingrid ingvar irene iris isabella isabelle isak isac ivar jakob jacob jan jan-erik
jan-olof janne jeanette jennifer jenny jens jerry jessica jesper jim jimmy joakim jocke joel johan johanna johannes
john johnny jon jonas jonathan jonatan jonna josef josefin josefine jörgen jörn julia juliette juni kaj kajsa kalle karin karl
karl-erik karolina katarina katja kenneth kent kenth kerstin kicki kim kjell klara klas klaus konrad krister kristian
kristina kristoffer kurt lars lars-erik lasse leif lena lennart leo leon leonard lia liam lilian lilly lina linda
linnea linnéa linus lisa lisbeth liselott liv livia lo lotta lovisa louise love lova lucas lukas ludvig lena
madeleine magdalena magnus maj maja maj-britt malena malin malte mara marcus margareta margaretha margit maria marianne
marie marie-louise marika marina marita markus markku martin martina mathias mattias mats matilda maud max maximilian
melker melvin mia micael michael micke mikael milla milo milton mimmi minna mirjam moa mona monica monika monica morgan
my måns märta nathalie nellie nils nina noah noel nora nova ola olle olof oliver olivia olga oskar oscar otto ove
patricia patrik patric paul paula per per-olof per-erik pernilla peter petra petter philip pia pontus ragnar ragnhild
rasmus rebecca rebecka regina reidar rikard rickard richard robert robin roger roland rolf ronja ronny rosa rosita roy
rune rut ruth saga sam samuel sandra sanna sara sarah sebastian selma sigbritt signe sigrid sigurd sigvard simon siri
siv sivert sofia sofie sonja staffan stefan stellan sten sten-åke stig stina sture sune susanna susanne susann suzanne
svante sven sven-erik svea sixten tage tea teodor terese therese thea theo theodor theresia thomas tomas thor tilda tilde
tim tina tobias tom tommy tor torbjörn tord tore torgny torsten tove tuva ture tyra tyko ulf ulla ulla-britt ulrica
ulrika ulrik urban ursula valdemar valter walter vanja vega vendela vera veronica veronika victor viktor victoria
viktoria vidar viggo vilgot vilhelm vilma vincent viola viveka wiveka viveca viktor william wilma william yngve ylva
yvonne yvette åke åsa örjan östen ove
"""
_FINNISH = """
aino aarne aatos ahti aila aimo antero antti ari armas arto arja aulis aune eeva eija eila eino elli eero eerik ensio erkki
esa esko hannele hannu harri heikki heidi heikki helvi henna hilkka hillevi ilkka ilmari ilona irja irma irmeli ismo
jaakko jaana jani janne jari jarmo jarkko johanna jorma jouko jouni juha juhani juhana jukka jussi jyrki kaarina
kaija kalervo kalevi kari kauko katri katriina kirsi kirsti kyllikki kyösti laila lasse lauri leena liisa marja
marja-leena marja-liisa marjatta marko markku martti matti mauri mervi merja mika mikko minna mirja niina niko
olavi oskari osmo outi paavo pasi pauli pekka pentti petri petteri pirjo pirkko päivi raija raili raimo reijo reino
riikka riitta risto ritva saara sakari sami sanna sari satu sauli seppo sinikka sirkka sirpa soile taina taisto
tapani tapio tarja tarmo teemu teija terttu tero timo toivo toni tuija tuomas tuula tuomo tytti ulla-maija unto urpo
valtteri veijo veikko veli ville virpi väinö yrjö
"""
_MIDDLE_EASTERN = """
abbas abdallah abdel abdelkader abdo abdul abdulkadir abdullah abdulrahman abed adel adnan aguid ahlam ahmad ahmed ahmet aida
aisha akram ala alaa ali alia alireza amal aman amani amin amina amir amira ammar anas anwar arash arman arwa aryan asma
asmaa assad ayman aylin ayse ayşe ayşegül aziz azad aziza babak bahar bahram baran basel bashar bashir bassam behnaz
behrouz beyan bilal burak burcu cem cemal cihan dalia dana darya dawood dilan dina dunya ebru ehsan elham elif emine emir
emre enes ercan erdal erdem eren erhan esra evin fadi fadia fahad faisal farah fares farhad faris farid farida farzaneh fatema
fateme fatemeh fathi fatih fatima fatma fatme fawzi feride ferhat fidan firas gamze ghada ghassan golnaz gül gülsen gülşen
habib hadi haidar hala halil halima hamad hamed hamid hamza hana hanan hani hasan hassan hatice haydar hayder heba hedi
hiba hilal hosein hossein houda huda husam husein hussain hussein hüseyin ibrahim idris ihsan ikram ilham iman imad
ismail ismet issa jaber jafar jalal jamal jamil jamila jawad jihad jomana kamal karim karima karwan kasim kaveh kazem
kemal khadija khaled khalid khalil kian laila lamia laith latifa layal layla leila leyla lubna lilan mahdi mahmood mahmoud mahmut
mahsa maher majid majida malak malek manal maryam marwa marwan masoud massoud mazen mehdi mehmet mehran mehrdad melek
merve meryem milad mina moaz mohamad mohamed mohammad mohammed moustafa muhamed muhammad muhammed muhannad mukhtar mona
murad murat musa mustafa mustapha muna nabil nada nadia nadim nahid najat nasim naser nasir nasrin nasser navid nawal
negar nesrin nidal nihal niloofar niloufar noor noora nora nour noura nuray omar ömer omid orhan osama osman parisa
parvin payam pelin pinar pınar qasem rabia rachid rafik rahel rahim rama rami rana rania ranim raouf rashid rasha reem
reza rezan rima roj rojda roya rozhin ruba rukiye saad saba sabah sabri sadaf said saeed safaa safiya sahar salah saleh
salem salim salma salman salwa sam samar samer sami samia samir samira samira sana sanaa saman sara sarab sattar selim
selin selma serdar serkan sevda shadi shahin shahrzad shaima sherin shilan shirin shler siham sima sinan soha soheil
somaya soraya suha suleiman süleyman sultan suzan tahir tamer tara tarek tareq tariq vahid wael walid wafaa wassim yahya
yara yasin yasir yasmin yasmina yassin yavuz yildiz yıldız younes yousef yousif yunus yusra yusuf yüksel zahra zaid
zainab zakaria zaki zana zaynab zehra zeinab zeynep ziad ziba zina zoher zuhair çiğdem özge özlem özkan ümit şeyma
şükran ibtisam kadir hakan volkan tuncay nurcan songül sevgi gülay gönül meral nermin derya aysel ayten fikret recep
"""
_SOMALI = """
aamina aadan abdi abdikarim abdinasir abdirahman abdirashid abdiwahab abdullahi abshir amiin amran anab asad asha asho axmed
ayaan ayan barkhad bashiir bile caasha cabdi cabdiraxmaan cabdullahi cabdulqaadir cali canab cawil ciise cismaan
cumar deeqa deqa dahir daahir dalmar faadumo fadumo faarax farah farhiya fartun fawsia filsan guled habiba halimo hamdi
hibo hibaaq hinda hodan hoodo ibraahim idil idiris ifrah ikran ilhan ismaaciil iqra jaamac jama kaltun khadar khadra
kinsi ladan liban liibaan luul maryan maxamed maxamuud mahad maandeeq mulki muna muuse muxiyadiin naima nasra nimco nimo
nuur nur qamar qani raaxo rahma rooda saado sacdiyo safiyo sagal sahra samatar shamso shukri siciid sucaad suldaan
suleekha ubah ugbaad warsan xaawo xaliimo xamdi xasan xawa xuseen yasiin yaxye yusuf yuusuf zamzam zeytun
"""
_EUROPEAN = """
agnieszka aleksander aleksandra alejandro alejandra alberto aleksandar alicja alina alma ana andrea andrei andrej andrés andrzej
ángel ania anastasia ante antoni antonio arkadiusz artur barbara bartosz beata beatriz boris bogdan bogdana bożena bozena carlos carmen
casper claudia cristian cristina damian danica danuta dariusz dawid diego dmitri dmytro dolores dorota dragan edyta eduardo elena elvis
elżbieta elzbieta enrique enisa erkan ewelina fabian fernando francisco franciszek gabriela giorgio goran grażyna grzegorz guillermo halina hanka
henryk hubert ignacio igor ilona irena isabel iwona ivan ivana iryna izabela jacek jadwiga jakub jana janina janusz jarek jarosław
jasmina javier jelena jerzy jesús joanna joaquín jolanta jorge josé juan julio józef justyna kacper kamil kamila karol katarzyna
kasia kateryna katia kazimierz kinga krzysztof krystyna lech leszek lidia luciana lucía lucia luis luka łukasz lukasz maciej małgorzata
malgorzata małgosia magda manuel manuela marcin marek mariana mario mariola mariusz marta mateusz michał michal mieczysław
miguel milan milena mirela mirjana mirosław monika nadezjda natalia natasha natasza nikola nikolaj nikolai norbert oksana oleg oleksandr olena
pablo paola patrycja paulina paweł pawel pedro pilar piotr rafael rafał ramón raúl ramona renata ricardo roberto rodrigo roman
rosario rubén ruslan ryszard sabina samira sasha sebastián senad sergej sergei sergio slavica sławomir snežana stanisław stanislaw svetlana sylwia szymon
tadeusz tamara tatiana tatjana teresa tetiana tomasz urszula valentina vesna viktoriia vladimir volodymyr wanda wiesław wiktoria wioletta witold
władysław wojciech yolanda yulia yuliya zbigniew zdzisław zlatko zofia zoran zosia zuzanna oksana liudmila ludmila halyna nadia
"""
_ENGLISH = """
alan albert amy andrew angela anthony arthur ashley audrey barbara barry ben beth betty bill bob brandon brenda brian bruce
carol catherine charles chloe chris claire colin craig cynthia deborah debbie derek diane donald donna dorothy doug
edward elaine elizabeth emily eric eugene evan evelyn fiona gary geoff george gerald graham grace greg hannah heather
helen henry howard ian jack jackie james jamie janet jason jean jeff jeffrey jeremy jill joan joanne joe jordan
joseph joshua joyce judith judy justin karen kate kathleen kathy keith kelly kevin kyle larry laura lauren leslie lewis
linda lucy luke lynn margaret marilyn mark mary matthew maureen megan melissa mike mohit nancy natalie neil nicholas
nicola nicole nigel norman pamela pat patrick phil priya rachel rahul raj ralph raymond rebecca rita rose russell ryan
sally samantha scott sean sharon sheila shirley simon stephanie stephen steve steven stuart sue susan tara teresa terry
tiffany tina todd tracy trevor vanessa victoria vivian wayne wendy will zoe nguyen linh thanh minh mei ying somchai
suda malee wei li aye chen anh hien thi kidane selam tesfay tsegay haile abeba berhane yonas mulu senait saba semere almaz
"""
_ARABIC = """
محمد أحمد محمود مصطفى حسين عمر يوسف إبراهيم إسماعيل خالد وليد سامر سامي عبدالله عبدالرحمن عبد طارق زياد رامي وائل ماجد
بلال حسن حمزة حيدر جعفر جمال كمال كريم سعيد سليمان صالح فادي فراس غسان هاني ياسر ياسين زكريا عثمان عماد أيمن أنس معاذ
فاطمة مريم خديجة عائشة زينب سارة ليلى رنا هبة ريم دينا لينا نادية سميرة أمل نور منى هدى سلمى سعاد رانيا ندى إيمان أمينة
آمنة حنان سمر سوسن وفاء زهراء رغد شيماء أسماء إسراء آية جميلة رحمة نجاة لمى لبنى ميساء
"""
_PERSIAN = """
رضا مهدی امیر سارا نرگس زهرا لیلا شیرین پریسا ناهید نسرین مینا مهسا پروین فرزانه الهام سحر نیلوفر مژگان معصومه فاطمه شهرزاد
حمید سعید مجید فرهاد بهرام بابک آرش کاوه احسان جواد کاظم اکبر اصغر عباس داود مسعود محسن ناصر نادر پیمان سهراب
بهروز مهران مهرداد کامران شاهین امید آرمان ثریا سیما
"""
# Also ordinary words (or a service's name) in some language: a capital letter alone does not make them names.
_ALSO_WORDS = """
bo per stig sten björn maj my lo tage hans jan juni liv saga dag inga inge love lova freja frej siri rosa max tim kim nova vega
gun disa åke ann sol august ask ester urban viola rut ture tor tom leo iris don lucia can malin ella ola ali ana ala
aino anna satu toivo veli marja armas aimo ahti ari kari ilona taisto unto outi tarmo aatos raili pauli mina
will mark may rose grace bill sue pat jack frank jean dean art joy hope faith april carol scott wayne todd jordan luke
kelly ray drew chase norman victor victoria georg alva li mei wei aye suda minh anh thi chen will raj saba ying nguyen
umut barış deniz sevgi yıldız yildiz derya gül melek sultan meral songül can hilal ümit cihan bahar baran aman
ángel angel jesús pilar dolores mercedes rosario luz mario lech roman rita lisa
nada karin isla nur nuur luul asad asha rahma cali hamdi qamar bile deeqa sagal hibo ifrah
amal nour huda iman hala hadi karim said saad salem issa tara sam dan dana sana saman roj reem mara adele
علي عمر حسن كريم سعيد أمل نور هدى إيمان جمال كمال صالح آية رحمة نجاة رضا شیرین امید وفاء ندى سحر هبة منى سمر حنان أسماء
إسراء مینا عبد سعید حمید مجید ناصر نادر
"""

FIRST_NAMES = frozenset(
    folded(name)
    for names in (
        _SWEDISH,
        _FINNISH,
        _MIDDLE_EASTERN,
        _SOMALI,
        _EUROPEAN,
        _ENGLISH,
        _ARABIC,
        _PERSIAN,
    )
    for name in names.split()
)
ALSO_WORDS = frozenset(folded(word) for word in _ALSO_WORDS.split())
SURE_FIRST_NAMES = FIRST_NAMES - ALSO_WORDS
