/** P1–P14 as they are said at an English-speaking counter. Each looks at one sentence; gaps are bounded. */
import { slots, type Construction } from './construction';

/** The speaker does something themselves, or goes along: then a limit is no shrug. */
const ownAct =
  "\\bI'll\\b|\\bI will\\b|\\bI can\\b(?!'t| not| only)|\\bI've\\b|\\blet me\\b|\\bwe'll\\b|\\bwe can\\b(?!'t| not| only)|\\bshall I\\b|\\btogether\\b|\\bwith me\\b|\\bI'm (?:going|asking|calling|ringing|fetching|writing|taking|getting|sending|coming|staying|with|on)\\b|\\blet's\\b|\\{\\{";
const time =
  "\\{\\{|\\d|\\b(?:by|before|at|until|within|on|in) (?:the )?(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|noon|midday|tonight|tomorrow|closing|lunch|end|mon|tues|wednes|thurs|fri|satur|sun)|\\bminutes\\b|\\bhours?\\b|\\btoday\\b|\\btonight\\b|\\btomorrow\\b|\\bthis (?:morning|afternoon|evening)\\b|\\bo'clock\\b|\\bworking days?\\b|\\bright (?:now|away)\\b|\\bstraight away\\b|\\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\\b|\\bnow\\b";

const sure =
  "\\bguarantee[ds]?|\\bpromise|\\bassure|\\brest assured|\\bdefinitely|\\bcertain(?:ly)?\\b|\\bfor sure|\\bbound to|\\bsure to|\\bno doubt|\\bno question|\\bwithout (?:a )?(?:doubt|fail)|\\btrust me|\\bbelieve me|\\bmark my words|\\btake it from me|\\bmy word\\b|\\bI swear|\\b(?:they|it|we|banks?|insurers?|claims?|loans?|funds?|courts?|police) always|\\bdon't (?:you )?worry|\\bof course|\\bnot to worry|\\bno problem";
const wished =
  '\\b(?:money|it|funds|all) back\\b|\\bback (?:in|into) your\\b|\\brefund\\w*|\\bcompensat\\w*|\\bpaid\\b|\\bpays? out\\b|\\bpayout|\\bunfr\\w+|\\bunblock\\w*|\\bapprov\\w+|\\bwaiv\\w+|\\bwin\\b|\\brecover\\w*|\\breimburs\\w*|\\bpenny\\b|\\bin full\\b|\\bcome through\\b|\\bgo(?:es)? (?:through|up)\\b|\\blifted\\b|\\breleased\\b|\\bcomes? good\\b|\\bbounces? back|\\bsends? it back|\\bprofit|\\bget (?:the|your|that) (?:money|loan|mortgage)';
const regulator =
  'complaints?\\b|ticket|regulator|watchdog|ombudsman|\\bFCA\\b|\\bpress\\b|papers\\b|journalist|\\bmedia\\b|\\bpost\\b|video|\\breview\\b|lawyer|solicitor|\\bcourt|online|tweet|legal action|newspaper';
const giveUp =
  "withdraw|\\bdrop\\b|cancel|\\btake (?:back|down|it|that|the|your)\\b|\\bdelet|remov|retract|\\bclose\\b|\\bpull\\b|call off|forget about|leave .{0,12}\\bout\\b|(?:n't|\\bnot|\\bnever|stop|without) (?:to )?(?:go|going|talk|talking|speak|speaking|contact|contacting|complain|complaining|post|posting|involv|tell|telling|write|writing)\\w*";
const benefit =
  'refund|waive|\\bpaid\\b|\\bpay\\b|money|compensat|voucher|\\bgift|goodwill|\\bfee|charge|release|unfreeze|unblock|approve|\\boffer|discount|cheque|process\\b|sort (?:it|this|that|you|things)|settle|\\bhundred|\\bthing';
const complaining =
  'complain\\w*|complaints?|ombudsman|regulator|watchdog|\\bcourt|\\bsue\\b|suing|lawyers?|solicitor|\\bappeal|write in|report us|escalat\\w+|tribunal';
const futile =
  "\\bno use\\b|\\bno point|pointless|\\bwast(?:e|ing)\\b|save your breath|(?:won't|doesn't|don't|wouldn't|never) (?:get|do|help|change|make|achieve|listen|care|answer|read|side|win|work|go|bother)|(?:nobody|no one) (?:reads|listens|cares|answers|looks)|never (?:answered|read)|nothing (?:will|ever|comes|happens)|tak(?:e|es) (?:years|months|forever|ages)|\\bbin\\b|same (?:answer|result|thing)|back to (?:us|me|my)|toothless|sides? with (?:us|the bank)|worth (?:it|the|your)|bother|drop it|let it go|really (?:want|necessary|need)|hassle|paperwork|(?:worse|harder|awkward) for|never heard|mountain|uphill|lose|regret|years";
const group =
  "\\bold(?:er)? (?:people|folks?|ladies|men|customers|dears|boys)|\\bthe elderly|\\belderly\\b|pensioners?|\\b(?:your|that|my) age\\b|your generation|\\bwomen\\b|\\bgirls\\b|\\bladies\\b|housewi(?:fe|ves)|foreigners?|immigrants?|migrants?|people from|your (?:country|community|culture|part of|people|background)|where you(?:'re| are| come) from|your (?:English|accent|disability|condition|hearing|eyesight|language)|that part of the world|disabled|wheelchair|\\bdeaf\\b|\\bblind\\b|a degree|educat(?:ed|ion)|labourers?|farmers?|country (?:people|folks?)|villagers?|young(?:er)? people|youngsters|kids these|students|single mothers?|on benefits|working class|unemployed|builders|cleaners|drivers";
const unfit =
  "\\bnever\\b|\\balways\\b|\\bdon't|\\bcan't|\\bwon't|\\btend|usually|not (?:going|able|good|suited|really|likely|quite)|n't (?:good|up to|suited|understand|really)|unsuited|struggl|confus|trouble|too (?:much|complicated|hard|technical|difficult)|bit much|careful|\\brisk|muddled|\\bcope|forget|beyond|leave (?:this|it|that) to|shouldn't|better off|wouldn't (?:know|understand)|hopeless|\\ball\\b|default";
const record =
  '\\brecord\\b|\\bcredit\\b|\\bentry\\b|\\bdefault\\b|\\bscore\\b|late payments?|\\bhistory\\b|\\barrears\\b|\\bfile\\b|black mark|\\bbureau\\b|missed payments?|\\bmarker\\b|\\bCCJ\\b|credit report|\\bblemish';
const erase =
  '\\bdelet\\w*|\\bremov\\w*|\\beras\\w*|\\bwip\\w*|\\bclean\\w*|\\bclear(?:ed)?\\b|spotless|\\brepair\\w*|\\bfix\\w*|disappear|vanish|\\bgone\\b|go away|scrub\\w*|\\bhid(?:e|den)\\b|\\bswitch|\\bpaid on time|backdat\\w*|\\btaken (?:off|down)|\\btake (?:it |that )?off|on the inside|\\bknow (?:someone|a (?:man|guy|bloke|chap|fella))|\\bcousin|\\bmate\\b|pull(?:ed)? (?:some )?strings|under the (?:counter|table)|good as new|never happened|white as snow|tidy|tidied|rubbed out';
const inside =
  '\\bhead office|\\bback office|\\b(?:the|our|that) (?:system|branch|managers?|tellers?|cashiers?|advis[eo]rs?|sales\\w*|reps?|insurers?|underwriters?|call cent\\w*|risk|compliance|claims|complaints team|collections?|marketing|other branch|last shift|night shift|contractors?|agency|couriers?|developers?|debt collectors?|tech\\w*|IT (?:people|department|team|lot|guys)|lot upstairs|people upstairs|(?:\\w+ )?(?:partners?|department|team))\\b|\\bclaims\\b|\\bcollections\\b|\\bunderwriting\\b|\\bmy (?:colleagues?|manager|boss|predecessor)|\\bupstairs\\b|\\bthe (?:girl|lad|lady|guy|bloke|woman|man) (?:on|who|at) (?:the )?(?:counter|desk|phones?|served|sold|dealt|signed)';
const fault =
  "mis-?s(?:old|ell|elling)|\\blost your|\\blose everything|\\bloses?\\b|useless|hopeless|careless|\\blazy|incompeten|clueless|dragging|\\bmessed|mucked|cocked|botched|bungled|screwed|\\bfault\\b|to blame|forgot|\\bnever\\b|\\balways\\b|\\blied\\b|\\bliars?\\b|\\blying\\b|\\bthugs|cowboys|idiots|amateurs|jokers|shambles|\\bmess\\b|rubbish|terrible|dreadful|badly trained|\\bnew here|a temp\\b|trainee|(?:doesn't|don't|didn't) (?:know|care|have a clue|bother|train|check|read|listen)|can't (?:spell|count|read|be bothered)|\\bbroke\\b|keeps? (?:crash|break|going|losing)|sat on|ignored|typical|misled|pushed you|dropped the ball|slipped up|asleep";
const person =
  'gentleman|lady|man|woman|chap|bloke|guy|fellow|couple|girl|lad|customer|client|pensioner|farmer|builder|teacher|doctor|nurse|shopkeeper|neighbou?r';
const kin =
  'husband|wife|sister|brother|son|daughter|mum|mother|dad|father|partner|ex|cousin|uncle|aunt|landlord|boss|colleague|friend|neighbou?r|flatmate|tenant|employer|mate|girlfriend|boyfriend|business partner';

export const constructionsEn: readonly Construction[] = [
  {
    rule: 'P1',
    act: 'is sure of what the customer wishes for',
    says: slots`${sure}.{0,60}${wished}|${wished}.{0,40}(?:\bguaranteed|\bno question|\bfor sure|\bI promise|\bmy word\b|\bwithout fail|\bdefinitely|\btrust me|\bcertain\b)|\byou(?:'ll| will) (?:get|have|see) (?:it all|every|all of|all your|the (?:money|full|lot)|your money).{0,30}`,
    unless:
      /\b(?:can't|cannot|won't|couldn't|not) (?:be )?(?:promise|guarantee|sure|certain)|\bisn't guaranteed|\bwhether\b|\bif any(?:one|body)\b|\btold you|\b(?:phone|call|ring|tell) you\b|\bto you\b|\beither way|\bnobody\b|\bcan say no\b|\bnot always/iu,
  },
  {
    rule: 'P1',
    act: 'says that nothing can go wrong',
    says: /\bno ifs\b|\b(?:count|bank) on it\b|\bI'd put money on|\brest easy|\b(?:it|money|cash|refund)'ll be (?:in|back) .{0,15}\baccount|\byou're (?:fully )?covered, |\bgoing to win\b|\bfind (?:for you|in your favou?r)|\bspend it\b|\bslam dunk|\bno-?brainer|\bfool-?proof|\bplain sailing|\bopen and shut|\bpays? out every time|\bevery time\b|\bdone deal|\bin the bag\b|\bsure thing|\bhome and dry|\ba (?:mere |pure )?formality|\bcan't (?:lose|go wrong|fail)|\bnothing can go wrong|\brisk[- ]free|\b(?:no|zero|without) risk\b|\bsafe as houses|\bnever (?:lost|goes down|fails?|loses|drops)|\bas good as (?:in|paid|done|approved|yours|back)|\b(?:money|refund|loan|claim|cash)(?:'s| is) (?:yours(?! all)|safe|coming|nailed on)|\bnailed on|\bguaranteed$|\bguaranteed return|\bI'll (?:make sure|see to it|personally (?:see|make sure)) (?:that )?(?:you|they|it)(?:'re|'s| are| is)? ?(?:get|win|paid|approved|refunded|pay)|\bworst case you|\bthey(?:'ll| will) have to (?:pay|refund)|\bonly goes up|\bput your house on/iu,
    unless:
      /\bnot? (?:a )?(?:risk[- ]free|formality|guaranteed)|\bisn't|\bif any(?:one|body)|\btold you|\bdid any|\bsaid\b/iu,
  },
  {
    rule: 'P2',
    act: 'tells that somebody reports or looks into the person',
    says: /\b(?:report\w*|referred|filed?|submitted|escalated|passed|handed|notified|informed|tipped|told)\b.{0,40}\b(?:authorit\w+|financial intelligence|financial crime|FIU|NCA|police|fraud squad|central bank|tax (?:office|people)|HMRC|investigators?)\b|\b(?:police|authorit\w+|compliance|fraud (?:squad|team|people)|financial crime|investigators?|detectives?|tax (?:office|people)|central bank)\b.{0,25}\b(?:investigat\w*|look(?:ing|ed)? (?:into|at|closely)|watch\w*|monitor\w*|trac(?:ing|king)|keeping (?:an eye|tabs)|interest(?:ed)? in|asking (?:about|questions)|has (?:a|your) file|after you)\b|\b(?:watch|grey|gray|internal|risk|sanctions|alert|caution)[- ]?(?:list|marker)|\bmule\b|\blaunder|\bred flag|\bflagged|\bsuspicious\b|\bSAR\b|\bunder (?:investigation|surveillance|observation)|\bhigh[- ]risk (?:customer|client|list|rating)|\bbeing (?:watched|monitored|investigated|traced)/iu,
    unless:
      /\b(?:scam|fraudster|crook|claim(?:s|ed)? to be|pretend|you (?:can|may|could|should)|if somebody|shall (?:I|we)|let's (?:report|ring|call|tell|phone)|have you|did you|you've|your report|somebody told|someone told|tell me|on the phone)\b/iu,
  },
  {
    rule: 'P2',
    act: 'lets out a secret or shows the way around',
    says: /\basked (?:us )?not to (?:tell|say|inform)|\bnot allowed to tell you (?:why|that|this|but)|\bbuilding a case|\bknock (?:on|at) (?:the|your) door|\bsomeone's been asking|\bfreez(?:e|ing) order|\bunusual activity report|\bon (?:their|the police|the government's) radar|\bbetween (?:you and me|ourselves)\b|\bdidn't hear (?:it|this|that) from me|\boff the record\b|\bI shouldn't (?:really )?(?:be )?(?:say|tell)|\bnot supposed to (?:say|tell)|\btip(?:ping)? you off|\bword to the wise|\b(?:smaller|separate|several|split)\b.{0,20}\b(?:amounts|withdrawals|transfers|chunks|bits|lots)\b|\b(?:keep|stay) (?:it |each one )?(?:under|below)\b|\bunder the (?:limit|threshold|radar)|\bmove (?:it|your money|the money) (?:out )?(?:before|now|quick|while)|\bget your money out\b/iu,
    unless: /\bscam|\btold you\b|\bdon't\b/iu,
  },
  {
    rule: 'P3',
    act: 'gives for giving up',
    says: slots`${giveUp}.{0,30}${regulator}.{0,50}${benefit}|${benefit}.{0,40}\b(?:if|once|when|provided|as long as|unless|until|after|in return|in exchange|on condition|so long as)\b.{0,40}${giveUp}.{0,20}|${regulator}.{0,50}(?:\bsettled\b|\bit's (?:closed|sorted)|\ball fine\b).{0,50}|\b(?:as|so) long as\b.{0,25}\b(?:stays?|keep|kept|remains?)\b.{0,25}\b(?:between|quiet|here|yourself|room)\b`,
    unless:
      /\bno difference|\bwhether or not|\bentitled\b|\bdoesn't stop|\bcarries on\b|\bregardless\b|\bnever have to\b|\bneedn't\b|\bdon't have to|\bfree of charge|\bfree\b|\byour (?:choice|right)\b/iu,
  },
  {
    rule: 'P3',
    act: 'makes silence or praise a condition',
    says: slots`\bhush\b|\bsay no more about|\bkeep (?:mum|schtum)|\bcall it quits|\b(?:conditional|conditioned|subject) (?:up)?(?:on|to)\b.{0,30}(?:withdraw|dropp|silence|not )|\bin (?:return|exchange) for (?:your silence|dropping|withdrawing|taking)|\bbefore (?:we|I)\b.{0,30}\b(?:withdraw|drop|delete)|\b(?:five|5)[- ]stars?\b|\b(?:good|positive|nice|glowing) (?:review|rating|feedback)\b.{0,50}|\bsurvey\b.{0,40}${benefit}|\bsign(?:ed|ing)?\b.{0,50}(?:\bwon't\b|\bnot to\b|\bno further\b|\bfull and final|\bconfidential|\bnon-?disclosure|\bNDA\b|\bnever\b|\bdrop|\bwithdraw)|\boff the table|\b(?:offer|deal)(?:'s| is| goes)? (?:off|gone|away|dead|withdrawn)\b|\b(?:can't|cannot|won't|unable to)\b.{0,30}\b(?:while|until|as long as)\b.{0,25}${regulator}|\b(?:go|ring|call|run|complain)\b.{0,15}${regulator}.{0,20}\b(?:and|then)\b.{0,15}(?:\bget nothing|\bno\b|\bwon't|\bforget|\bnot a penny|\blose)`,
    unless: /\bdon't sign|\bno difference|\bregardless\b|\bneedn't\b|\bdon't have to|\bpassword|\bPIN\b|\bblank\b/iu,
  },
  {
    rule: 'P4',
    act: 'orders to be calm or quiet',
    says: /\b(?:stay|remain|keep|be) calm\b|\bthat's enough\b|\bact your age|\bgrow up\b|\bbehave\b|\b(?:be|keep) quiet\b|\bhold your horses|\bcheer up|\bget over it|\bno use crying|\bdry your eyes|\bman up\b|\bscaring (?:the|other|people)|\b(?:disturbing|upsetting|bothering) (?:the |our )?(?:other|everyone|everybody|staff|customers)|\bcomposure|\bcome down a notch|\bdial it down|\btake it down a|\blower (?:the|that) volume|\bcontrol yourself|\bcollect yourself|\bpull it together|\btantrum|\bkeep it down\b|\b(?:that|your|the) tone\b|\bdeep breath|\bworked up\b|\bget a grip|\bpull yourself together|\bcompose yourself|\bbe (?:reasonable|civil|rational|polite|sensible)\b|\bno (?:need|call|reason) (?:to|for)\b.{0,20}\b(?:shout\w*|swear\w*|cry\w*|tears|drama|tone|attitude|fuss|anger|angry|hostil\w+|upset|aggressive|rude|scene|language)|\bstop (?:crying|being|raising|getting|the (?:drama|tears|shouting|noise)|making|waving|pointing|carrying on)|\bdon't (?:get (?:so )?(?:angry|upset|cross|worked|excited|emotional|hysterical|in a)|be (?:so )?(?:angry|upset|emotional|dramatic|aggressive|like that|silly)|take that|raise|shout|cry|speak to me|talk to me|start|lose your|make a (?:scene|fuss))|\bcool (?:it|down|off)\b|\bchill out|\bjust chill|\bsimmer|\btemper\b|\bhysterics|\boutburst|\b(?:that|your|the) attitude|\bonce you(?:'re| are|'ve) (?:calm\w*|ready|finished|done|composed|settled)|\bwhen you(?:'re| are|'ve) (?:calm\w*|ready to|finished|done (?:shouting|yelling)|more)|\b(?:crying|shouting|yelling|swearing|tears|anger|getting (?:angry|upset|cross|emotional))\b.{0,6} (?:won't|doesn't|isn't|don't|never|at (?:me|us))|\bmak(?:e|ing) (?:such )?a (?:scene|fuss)|\bmind your (?:manners|language|tone)|\bmoderate your|\brefrain from|\bindoor voice|\bpipe down|\bquiet(?:en)? down|\bhush\b|\bshush/iu,
    unless:
      /\bnobody\b|\byou don't have to|\bdon't worry\b|\bit's (?:fine|all right) to|\bno hurry\b|\btake your time|\bready to (?:sign|go on|talk)/iu,
  },
  {
    rule: 'P5',
    act: 'says whose business it is not',
    says: /\b(?:that's|it's|this is|is) not (?:us|me)\b|\bnot (?:ours|mine|down to us|up to (?:me|us)|something (?:I|we)|our (?:fault|system|area|remit|concern|responsibility|machine|product)|my (?:call|area|remit|concern|fault|place|responsibility|job))\b|\b(?:isn't|aren't) (?:ours|us|mine(?! to (?:grant|decide|judge))|something (?:I|we)|our|my)\b|\bnothing to do with (?:us|me|the bank|this branch)|\bnone of (?:our|my)\b|\babove my (?:pay|head|grade)|\b(?:outside|beyond) (?:our|my)\b|\bwe don't (?:deal with|handle|do|cover) (?:that|this|those|it)\b|\bnot a (?:bank|branch) (?:matter|issue|problem|thing)|\bthat's (?:between you|for (?:the|them|him|her)|(?:their|his|her|your) (?:problem|business|job|department|lookout))/iu,
    unless: slots`${ownAct}|\bnot my (?:decision|call) .{0,12}\bbut\b|\bit's ours\b|\byours?, not\b|\bnumbers?\b|\bthey should`,
  },
  {
    rule: 'P5',
    act: 'sends away',
    says: /\b(?:direct|address|refer|forward|submit) (?:your|any|all) (?:\w+ )?(?:enquir|inquir|quer|complaint|concern|question|request)\w*|\b(?:a|is) matter for (?:the|your)|\b(?:rests?|lies?) (?:with|entirely with|solely with)\b|\bresponsibility of (?:the|your)\b|(?:^|\b(?:try|you(?:'ll| will|'d)? (?:need|have|want|should|must|could|better|best)(?: to)?|go (?:and|to|back)|best|just|kindly|maybe|perhaps|please)\b.{0,15})\b(?:ring|ringing|call|calling|phone|contact|ask(?! for)|asking|speak to|speaking to|talk to|write to|email|take it up|raise (?:it|that) with|chase|google|look it up|sort it out with)\b.{0,20}\b(?:helpline|hotline|head office|insurers?|police|court|shop|retailer|merchant|them|him|her|whoever|branch|other bank|company|supplier|website|app|call cent\w+|somebody else|someone else|provider|advis[eo]r|broker|manufacturer|post office|number on|courier|sender|landlord)\b|\b(?:so|then) go (?:to|back|there)\b|\bgo (?:elsewhere|somewhere else|online)\b|\b(?:try|find) (?:another|a different) (?:branch|bank|window|counter)|\bcome back (?:some|another|later|when|next|with)\b|\bsort it out (?:yourself|yourselves|between|together|with)|\bwork it out (?:yourself|between)|\bfigure it out\b|\bfind out for yourself|\bthat's your problem/iu,
    unless: slots`${ownAct}|${time}|\byou (?:can|may) (?:also )?|\bscam|\bdon't\b|\bif (?:it|that|you'd)\b|\bnever\b|\bdid (?:you|they|he|she)\b`,
  },
  {
    rule: 'P5',
    act: 'shrugs',
    says: /\bnot in a position to\b|\baccepts? no (?:responsibility|liability)|\bcan't (?:be (?:held )?responsible|accept (?:any )?(?:responsibility|liability))|\b(?:isn't|not) (?:responsible|liable) for\b|\bso what$|\bwhatever\b$|\bwhat's the big deal|\bthat's life\b|\bthese things happen|\bit is what it is|\bwhat do you want from|\bdon't (?:look at me|shoot the messenger)|\bwhat can I do\b|\b(?:falls?|fall) outside\b|\bnot within (?:our|my)|\bnot trained\b|\bI'm (?:only|just) (?:the|covering|a|temp)|\b(?:different|another|other|separate) (?:department|team|office)\b|\bsomeone else's\b|\bwe're (?:just|only|merely) (?:the )?(?:agents?|brokers?|middlem[ae]n|intermediar\w+|distributors?)|\bI'm on my (?:break|lunch)|\bwe're clos(?:ed|ing)|\bI've got a queue|\bnot (?:my|our) circus|\bsearch me\b|\byour guess is|\bcomputer says|\bscreen (?:says|won't)|\bsays no\b|\bwon't let me\b|\bsystem (?:won't|doesn't|says|did it|just|does it|blocks)|\bnext,? please|\bI don't (?:make|set|write|decide) the rules|\bI (?:only|just) (?:work|do|follow|press|type|serve)\b|\b(?:only|just) (?:following|doing (?:my|what)|a (?:cashier|clerk|teller|bank|branch))|\bthat's (?:just )?(?:how|the way) (?:it|things) (?:is|are|works?|goes)|\bthat's (?:just )?the (?:rule|system|policy|procedure|process)|\bthose are the rules|\b(?:policy|procedure) is (?:policy|procedure)|\bno idea\b|\bI wouldn't know|\b(?:haven't|not) (?:got )?(?:a clue|the foggiest)|\bhow should I know|\bwhat do you (?:want|expect) me to|\bwhat am I (?:supposed|meant) to|\bcan't help you|\bnothing (?:that )?(?:we|they|I) can do|\bhands are tied|\bcan't be helped|\btough\b|\btake it or leave|\bwish I could help/iu,
    unless: slots`${ownAct}|\bwhy it`,
  },
  {
    rule: 'P5',
    act: 'has nobody there',
    says: /\b(?:manager|supervisor|person|colleague|one who|he|she|adviser|advisor|whoever)\b.{0,20}(?:'s|\bis|\bare) (?:out|away|off|on (?:leave|holiday|lunch|a course)|busy|not in|in a meeting|gone|unavailable)\b/iu,
    unless: slots`${ownAct}|${time}|\bfree at\b`,
  },
  {
    rule: 'P6',
    act: 'lets somebody be in touch some day',
    says: /\b(?:someone|somebody|they|(?:the|our|my|a) (?:team|manager|branch|department|colleague|office|specialist|supervisor|advis[eo]r|insurer|bank)s?|we|he|she|head office)(?:'ll| will| should| shall|'d)\b.{0,14}\b(?:ring|call|contact|be in touch|let you know|write|email|update|get back|reach out|inform|notify|come back to you|respond|reply|revert|advise|drop you|give you a (?:ring|call|shout))\b|\bI(?:'ll| will) (?:let you know|get back|be in touch|give you a (?:ring|call|shout) (?:when|if|once)|chase|try)|\b(?:let you know|ring you|call you|update you) (?:when|once|if|as soon)|\bexpect (?:a|to) (?:call|letter|hear)|\bkeep (?:an eye|you posted|you informed|you updated)/iu,
    unless: slots`${time}|\bnobody\b|\bwhether\b|\bif you (?:like|want|prefer)|\bin writing\b|\bthe number you|\bdirectly\b|\bwhatever it shows`,
  },
  {
    rule: 'P6',
    act: 'names a time that is none',
    says: /\bwe'll see\b|\bsee what (?:I|we) can do|\bhopefully|\bshould be (?:fine|sorted|done|resolved|through)|\brome wasn't|\ball in good time|\bmatter of time|\bfullness of time|\bwe aim to|\bsomeone's on it|\bbe actioned|\bimportant to us|\bas (?:quickly|fast|promptly) as|\bpromptly|\bat our earliest|\bwe'll get (?:round|around) to|\bgive us a (?:chance|bit)|\bfair few ahead|\bsome day|\bwhen (?:he|she|they|somebody|someone) (?:gets?|ha(?:ve|s)|can|finds?)\b|\bwhen (?:we|I) (?:get|find) (?:a|the|some|round|time)\b|\bknow when (?:there's|it's)|\bwhen it's your turn|\bonce (?:it|that|they|he|she)(?:'s|'ve|'re| is| has| have) (?:been )?(?:signed|approved|gone|through|sorted|cleared|processed|finished|looked|decided|back)\b|\bas and when|\bin (?:a bit|a while|a little while|due time|good time|no time|the near future|the coming)\b|\bearliest (?:opportunity|convenience)|\bone of these days|\bbefore (?:too )?long\b|\bany (?:day|time|minute) (?:now|soon)|\beventually\b|\bat some (?:point|stage)|\b(?:the )?(?:next|a|another) (?:few|couple of) (?:days|weeks|months)|\bgive it (?:a (?:few|week|while|bit|couple)|some|time)|\bbear with (?:us|me)|\bbe patient|\byour patience\b|\bthese things take|\btakes (?:time|a while|as long as)|\btake (?:a while|as long as)|\bwait and see|\bsit tight|\bhang (?:on|tight|in)|\bwatch this space|\b(?:can't|couldn't|hard to|difficult to) say (?:when|how long)|\bno idea (?:when|how long)|\bpiece of string|\bin the (?:pipeline|works|hands)|\bbeing (?:looked|dealt|processed|worked|handled|reviewed)|\bunder (?:review|consideration)|\bendeavou?r|\bwe(?:'re| are) (?:looking into|on it|doing (?:our|all|every))|\bwith the team|\bgoing through the (?:process|motions)|\bleave it with (?:us|me)|\bdo (?:my|our) best|\bmatter of urgency|\bfast as we can|\bquickly as|\bwithout delay|\bpriority\b|\bnot long now|\bnearly there/iu,
    unless: slots`${time}|\bno hurry|\bwhenever you|\bwindow|\btake your time|\bif (?:you|it)\b|\bwhen you\b|\bpriority (?:queue|seat)|\bon record|\bwhatever it shows`,
  },
  {
    rule: 'P7',
    act: 'says that it was the person themselves',
    says: /\bdid (?:it|this) to yourself|\b(?:that's|your) signature(?:'s| is) (?:on|there|right)|\byou had (?:fourteen|thirty|ten|seven|\d+|plenty|weeks|months|years)|\byou (?:waited|left it) (?:until|till|too|so|this)|\bonly (?:noticed|complained|came) now|\b(?:giving|handing|giving out|sharing|writing) .{0,12}your (?:PIN|code|password|details)|\byou took the (?:risk|money|loan|card)|\bnobody but yourself|\bown (?:stupid|silly)|\byou (?:\w+ )?(?:typed|clicked|gave|chose|picked|agreed|ticked|accepted|authorised|entered|sent|opted|wanted|asked for|transferred|confirmed|pressed|handed|shared|let|left|lost|forgot|ignored|missed|bought|signed|read|told)\b.{0,40}(?:\byourself\b|\bnot us\b|\bafter all\b|\bdidn't you\b|\bremember$|\bso (?:it's|that's|don't)\b|\bof your own\b)|\byou(?:'re| were) (?:warned|chasing|greedy|careless|advised|given every|negligent|na[iï]ve|too trusting)|\byou never (?:read|asked|said|checked|mentioned|bothered)|\byou (?:didn't|did not|couldn't) (?:check|listen|look|keep|pay|bother|notice|mention|be bothered|think|even|bother)|\byou (?:knew|fell for|failed to|only have yourself|can't have (?:read|been))\b|\bon(?:to)? yourself\b|\bon your own head|\byour (?:own )?(?:fault|mistake|error|carelessness|negligence|doing|lookout|greed|responsibility)\b|\bblame yourself|\b(?:hardly|not) our fault|\bblame (?:us|the bank|me)\b|\b(?:it's|that's|this is|that one's|all) on you\b|\bdown to you\b|\bserves you|\bthe customer's (?:own )?(?:responsibility|fault)/iu,
    unless:
      /\b(?:not|isn't|wasn't|never|hardly) your (?:own )?(?:fault|mistake|doing|error)|\bdon't blame|\byou (?:say|can blame)|\bdid you\b|\bhave you\b|\bwere you\b|\bdo you\b|\bif you\b|\bwhether you|\bwhat you\b|\bwhen you|\bis that\b|\bright$|\bscam|\btell (?:us|me)|\bwhich\b/iu,
  },
  {
    rule: 'P7',
    act: 'says what should have been done',
    says: /\bsurely you\b|\beven a child|\bany fool|\brocket science|\bcan't you read|\bhave you (?:even|actually|not|ever) (?:read|looked|checked|tried)|\bpay(?:ing)? attention|\bknow(?:n)? better|\byou of all people|\bat the end of the day\b.{0,20}\byou|\bnext time (?:read|don't|check)|\bwhat kind of person|\bwho (?:in their right mind|on earth|gives|falls|sends|trusts)\b|\byou(?:'d)? (?:really )?(?:should|ought to)(?:n't)? ?(?:have|'ve)\b|\bshouldn't have (?:given|clicked|sent|signed|trusted|told|left)|\byou could(?:'ve| have) (?:read|asked|checked|come|called|rung)|\bif you(?:'d| had|'d only) (?:\w+ ){0,3}(?:paid|read|asked|come|told|listened|checked|kept|bothered|been|looked|called|thought|reported|noticed|said)|\bif (?:only )?you'd\b.{0,20}\b(?:none|wouldn't|would not|never|bothered)\b|\bhad you (?:read|asked|checked|paid|told|kept)|\bnext time,?\b.{0,20}\b(?:read|check|ask|careful|think|listen)|\bwhy (?:on earth |ever )?(?:did|would|didn't|don't|weren't|wouldn't) you\b|\bhow (?:on earth )?(?:could|can|did) you (?:not\b|fall|miss|be|let|give|think|forget)|\bwho (?:made|forced|begged) you|\bwhat (?:were you thinking|did you expect|do you expect)|\bdid(?:n't| you not) (?:it occur|you (?:think|read|check|notice|realise|see|ask|look|wonder))|\b(?:nobody|no one) (?:made|asked|held|put|twisted)/iu,
    unless:
      /\bwe should have|\bI should have|\bI'm asking|\byou'd (?:like|prefer|rather|want|still)|\bif you'd (?:like|prefer|rather)/iu,
  },
  {
    rule: 'P7',
    act: 'points at what was there to read, and teaches a lesson',
    says: /\b(?:there|says|said|written|printed|was|it's) (?:\w+ )?in black and white|\b(?:small|fine) print\b.{0,25}(?:\bif\b|\bthere\b|\bsay|\bread\b)|\ball (?:there|in|set out|written|explained)\b.{0,20}\b(?:terms|contract|leaflet|letter|app|website|booklet|print)\b|\bit (?:says|said|states) (?:so|right|quite|very|clearly)|\b(?:clearly|plainly) (?:stated|says|written|explained|marked|told|printed)|\bwe (?:did |already |clearly |even )?(?:sent|send|told|warned|explained|wrote|texted|emailed)\b.{0,12}\byou\b.{0,30}|\bignor(?:e|ed|ing) (?:them|it|our|the)|\bthat's what happens\b|\b(?:a|your) lesson\b|\blive and learn|\beveryone knows|\banyone (?:could|can|would|with)\b.{0,15}\b(?:see|seen|known|tell|know|eyes|sense)|\bcommon sense|\btoo good to be true|\bobvious(?:ly)? (?:a )?(?:scam|fake|fraud)|\bgreed(?:y)?\b|\bcareless\b|\bthere(?:'s| is| are| were) (?:signs?|posters?|warnings?|notices?) (?:all|every|on|up|right)|\bfools? and|\bmore careful\b|\bas I (?:already )?(?:said|told|explained)|\bhow many times (?:do|must|have|did) (?:I|we)\b/iu,
    unless:
      /\bI'll\b|\bwe'll\b|\blet's\b|\bI can\b(?!'t| not)|\bshould have\b|\bdid (?:we|anyone)\b|\bin error|\bwrong(?:ly)?\b|\bsorry\b|\b(?:not|isn't|wasn't|weren't|n't)\b.{0,12}(?:careless|greedy|clear)/iu,
  },
  {
    rule: 'P8',
    act: 'gives the person a name',
    says: /\bwho do you think you are|\bwith (?:all due|the greatest) respect|\boh,? come on|\bwhat more do you want|\bgive me a break|\bspare (?:me|us)\b|\bget a life|\byour (?:conduct|behaviou?r|antics|nonsense|games)\b|\bnonsense\b|\bclaptrap|\bagain\?? you|\bnever (?:happy|satisfied|pleased)|\bholier than|\bmoney-?grab|\bjust want(?:s|ing)? (?:money|a payout|compensation|attention)|\bonly (?:want|here for|doing this for) (?:the )?(?:money|attention|compensation)|\bbull(?:y|ying)\b|\bnothing better to do|\btoo much time on|\bknow-?(?:it-)?all|\bmilk(?:ing)? (?:it|this)|\bcash(?:ing)? in\b|\bplaying (?:games with|dumb|us)|\brant(?:ing|s)?\b|\bnot (?:all|quite) (?:there|right in)|\bright in the head|\bbeen drinking|\bhostile|\bgold-?digg|\bopportunist|\bdishonest|\bcheap ?skate|\bcry-?baby|\blosing the plot|\blost (?:the plot|your mind|your marbles)|\bscam(?:ming)? (?:us|the bank)|\bconning|\battention[- ]seek|\btroublemaker|\btime[- ]?wast|\bscrounger|\bfreeloader|\bchancer|\bliar\b|\bcon (?:artist|man)|\bnutter|\bnutcase|\binsane\b|\bunstable\b|\bderanged|\bparanoi|\bdelusion|\bdrama(?:tic| queen)|\bdiva\b|\bthe victim\b|\bpathetic\b|\bpetty\b|\bchildish|\bspoilt\b|\bspoiled (?:child|brat)|\bridiculous\b|\b(?:you(?:'re| are)|being|so|such|rather|quite|very|too) (?:\w+ )?(?:impossible|difficult|awkward|rude|aggressive|nasty|stupid|thick|picky|demanding|pushy|stubborn|greedy|obstructive|argumentative|confused|obsessed|bitter|mad|mental|drunk)\b|\bidiot|\b(?:being|such|public|real|are) (?:an? )?nuisance|\ba pest\b|\bpain in the|\bserial complain|\bvexatious|\bfrivolous|\bmalicious|\bharass(?:ing|ment)|\btrying it on\b|\bon the make|\bon the take|\bafter (?:free )?(?:money|cash|a payout|compensation)|\b(?:something|money) for nothing|\bfree money|\bmak(?:e|ing) (?:it|this|that|things) (?:all )?up\b|\bwhin(?:e|ing|er)|\bmoan(?:ing|er)|\bnagging|\bfak(?:e|ing) (?:it|that|your)|\bputting it on\b|\bcrocodile|\bcompensation culture|\baxe to grind|\bchip on|\bmountain out of|\bstorm in a|\bsob stor|\bcried? wolf|\bjobsworth|\bKaren\b/iu,
    unless:
      /\bscam|\bnot (?:being )?\w+$|\byou're not\b|\bisn't\b|\bI was\b|\bmust be (?:so |very )?difficult|\bit's (?:a )?(?:so |very )?difficult|\bsorry|\bthat was\b|\bI won't/iu,
  },
  {
    rule: 'P8',
    act: 'sets the person apart from everybody',
    says: /\b(?:people|customers|types?|folk|someone) like you\b|\byou (?:people|lot)\b|\byour (?:type|kind|sort|lot)\b|\b(?:it's |oh,? |not )you again\b|\bhere we go again|\bnever (?:met|had|seen|known|come across) (?:anyone|anybody|a customer|someone|a person|such)|\b(?:nobody|no one) else (?:complains?|has|minds|makes|seems|ever)|\beveryone else (?:manages?|is|seems|copes|understands?|does)|\bonly (?:one|person|customer) (?:who|that|complain)|\bour (?:resident|favou?rite|regular|star)\b|\ball know (?:you|who you are)/iu,
    unless: /\bwhat you\b/iu,
  },
  {
    rule: 'P9',
    act: 'tells of another customer',
    says: slots`\bI had (?:a|another|this|some) (?:\w+ )?(?:${person})\b.{0,15}\b(?:in|here|who|last|yesterday)|\bone of our (?:other )?(?:customers|clients)|\bsomeone else (?:with|had|has|in) .{0,20}(?:same|street|village|too)|\bnext[- ]door\b.{0,30}(?:got|lost|had|has|owe)|\bat number \w+|\b(?:the|a|an|another|one|some|this|that|our|other|old|two|three) (?:\w+ )?${person}s? (?:before|behind (?:you|her|him)\b.{0,12}\b(?:has|had|is)|ahead of you (?:is|was|has|had)|who|yesterday|last|earlier|this morning|from|at number|next door|in front of you|down the|up the|just now|I (?:saw|served|had|know))\b.{0,50}(?:\blost|\bgot|\bhad|\bhas\b|\bowe|\bsame\b|\btoo\b|\bas well|\balso\b|\bworse|\bpaid|\bcomplain|\bcried|\barrears|\btook out|\bwithdrew|\bwas told|\bthousand|\bfraud|\bscam)|\b(?:Mrs?|Ms|Miss|Dr) [A-Z]\w+\b.{0,40}\b(?:same|also|got|lost|too|as well|never|happy|paid|owes|behind|arrears|divorce)\b|\bhalf (?:your|the) (?:street|village|town|estate|building)|\bsomebody else on your|\bthe people at number`,
    unless: /\bcan't (?:talk|tell|say)|\bkeep others\b|\bprivacy\b|\bsign\b|\bwitness/iu,
  },
  {
    rule: 'P9',
    act: 'tells what a relative or the other side has',
    says: slots`\byour (?:late |ex-|old )?${kin}(?:'s|s'| has| had| was| is| came| took| owes| withdrew| already| also| banks| still| never| just)\b.{0,45}(?:\baccounts?\b|\bbalance|\bin (?:here|yesterday|last|this)\b|\barrears|\bloans?\b|\bowes?\b|\bmortgage|\bstretched|\boverdr|\bbehind\b|\bsavings|\bcards?\b|\bwithdr|\btoo$|\bas well\b|\bemptied|\bcleared|\bmissed)|\b(?:here(?:'s| is)|that's|take|this is)\b.{0,20}(?:\bother (?:driver|party|side|customer|person)'s|\bhis|\bher|\btheir|\b(?:payee|recipient|beneficiary|holder|seller)'s)\b.{0,20}\b(?:number|address|phone|details|policy|email|mobile|salary|balance)\b|\b(?:he|she|they) (?:lives?|works?) (?:at|in|on|just)\b.{0,20}`,
    unless:
      /\bneed to\b|\bwould\b|\bsigned authority|\bwith you\b|\bif\b|\bwhether\b|\bcan't\b|\bdo you\b|\bdoes\b|\bis (?:he|she|it)\b|\bafraid\b/iu,
  },
  {
    rule: 'P10',
    act: 'says that complaining leads nowhere',
    says: slots`\b${complaining}.{0,50}${futile}|${futile}.{0,40}\b${complaining}|\bsave your breath|\bnever answered\b|\b(?:the )?(?:form|letter|line)s?\b.{0,30}\b(?:nobody|no one|never|in the bin|nowhere)\b|\b(?:it|that)(?:'ll| will)?(?: just| only)? (?:goes?|ends?(?: up)?|comes?) (?:straight )?(?:in the bin|back to (?:us|me)|nowhere)`,
    unless:
      /\bentitled\b|\bno difference|\bfree\b|\bif you (?:wish|want)|\bI'll\b|\bwe'll\b|\bdoesn't (?:stop|cost|change (?:anything|how) (?:about|for) your)|\bwon't (?:cost|hurt|affect|slow|be held)|\bdon't have to|\bnever held/iu,
  },
  {
    rule: 'P10',
    act: 'talks out of it or shuts the way',
    says: slots`\bwe (?:will|shall|won't) (?:not )?(?:be )?(?:enter|correspond|respond|reply|discuss|answer)\w*.{0,15}\b(?:further|again|any more)|\bconsider (?:this|the) (?:matter|case) (?:closed|settled)|\b(?:matter|case|file|subject) (?:is|has been) (?:now )?closed|\bno one to complain to|\bnobody to complain to|\bnot something you can complain|\b(?:isn't|not) (?:\w+ )?grounds for|\bgood luck with\b|\bknock yourself out|\bbe my guest|\bsee if I care|\bfat lot of good|\bsleeping dogs|\bthey(?:'re| are) all the same|\b(?:regulator|ombudsman|they)\b.{0,12}\b(?:works? for us|on our side|friends of ours)|\bwe always win|\bfor your own sake|\bwe don't do complaints|\bcomplaints? (?:are only|must|have to|need to|can only)\b.{0,30}(?:writing|post|person|form|head office)|\bhow about we (?:forget|skip|leave)|\bno need (?:for|to make) (?:a |it )?(?:formal|official|complaint)|\b(?:I'd|I would|better|best) (?:not|leave|let|think|forget|drop|advise you not|keep)\b.{0,40}\b${complaining}|\b(?:are you sure|do you really|why would you|must you|is it really)\b.{0,30}\b${complaining}|\b(?:decision|answer|position|word) is final|\bfinal (?:decision|answer|word)$|\bno (?:further|other) (?:avenue|recourse|appeal|step|route|right|level|option)|\bno (?:right of )?appeal|\bnowhere (?:else )?to (?:go|complain|turn)|\b(?:not able to|can't|cannot|won't|not allowed to|unable to) (?:tell|give|show) you\b.{0,25}(?:regulat|complain|ombuds)|\b(?:don't|do not|won't|can't) (?:have|take|accept|register|log|record)\b.{0,12}\bcomplaints?|\b(?:not|isn't|hardly) (?:really )?a (?:proper |real |formal )?complaint|\btoo late to complain|\bkeep (?:it|this) (?:in-?house|informal|quiet|between)|\bget (?:me|her|him|someone|somebody|us) (?:in(?:to)? trouble|fired|sacked)|\b(?:cost|lose) (?:me|her|him|my|their) (?:\w+ )?(?:job|bonus)|\b(?:my|her|his) (?:job|bonus) (?:is )?on the line|\bno need to (?:involve|complain|escalate|make it (?:formal|official)|put (?:it|that) in writing)`,
    unless: /\bif you disagree|\byou can\b(?!'t| not)|\bcourt or|\bmediation/iu,
  },
  {
    rule: 'P11',
    act: 'takes a group for unfit',
    says: slots`\byour lot\b|\boff the boat|\btravellers\b|\bsomeone in your (?:condition|situation|position)|\b(?:sweetheart|love|dear|darling|young lady|little lady)\b.{0,40}\b(?:complicated|technical|worry|understand|numbers|maths)|\b(?:from|in) (?:your|that) (?:postcode|estate|neighbou?rhood|area)\b.{0,30}\b(?:default|risk|never|always|don't|careful|trust)|\bzero[- ]hours\b.{0,30}|\btechnology isn't for|\bpeople in (?:wheelchairs|your condition)|\bcan't (?:even )?(?:read|hear|see)\b.{0,20}\b(?:so|then|why|shouldn't)|\b${group}.{0,40}${unfit}|${unfit}.{0,30}(?:\b(?:at|of|for|with) your (?:age|background|condition|disability|English)\b|\bpeople from\b|\bthat part of the world)|\bwithout (?:a|an|any) (?:degree|education|schooling)`,
    unless:
      /\bpriority|\binterpreter|\bwe (?:have|offer|can)\b|\bI'll\b|\bI can\b(?!'t| not)|\bif you (?:like|prefer)|\bis fine\b|\bscam|\bno (?:less|different)|\bhappens to\b|\bdon't have to/iu,
  },
  {
    rule: 'P11',
    act: 'wants to talk to a better one',
    says: /\b(?:is there|have you got|haven't you|do you have|don't you have|bring|get|send|ask|fetch|let|perhaps|maybe|could)\b.{0,14}\b(?:husband|son|grandson|daughter|grandchild\w*|nephew|man of the house|someone younger|somebody younger|grown-?up|adult|carer|relative|someone (?:who|that) (?:can speak|speaks|understands)|somebody (?:who|that) (?:speaks|understands))\b.{0,30}(?:\bexplain|\bspeak|\bdo it|\bhandle|\bdeal|\bhelp you|\btalk|\bsort|\bwith it|\blook after|$)|\bpretty (?:little )?head|\bcome back with (?:someone|somebody)|\bback (?:to|in) (?:your|their) (?:own )?country|\b(?:speak (?:proper|better)|learn|learn to speak|can't speak|don't speak) English\b|\bat (?:your|his|her) time of life|\b(?:a bit|rather|too) (?:much|technical|complicated|hard|modern) for (?:you|someone|somebody|people|a)\b|\bgetting on a bit|\bnot as young|\bsenile|\bmen are better/iu,
    unless:
      /\bif you(?:'d)? (?:like|prefer|want|wish)|\btrust\b|\bwould you like\b|\binterpreter|\bshall I\b|\bwith you now/iu,
  },
  {
    rule: 'P12',
    act: 'says what happens if it goes on',
    says: /\bshould you (?:persist|continue|choose to|publish|post|go public)|\b(?:will|may|could) (?:result|lead|end) in\b.{0,30}(?:clos|terminat|remov|ban|legal|prosecut|suspen|police)|\bI'd be careful|\bI'd watch|\bbe (?:very )?careful what|\bor (?:you'll|you will)\b.{0,15}(?:sorry|out|banned|lose)|\bI(?:'ll| will) have you (?:removed|thrown|escorted|arrested)|\b(?:carry on|keep (?:this|that|it|going|at|on|filming|shouting)|go on|one more|say that again|if you (?:don't|post|keep|carry|go on|say|make|come)|delete|stop filming|put that|leave now|unless you|try that|or (?:I|we)(?:'ll|'m|'re| will| shall))\b.{0,50}\b(?:police|security|arrest\w*|lawyers?|banned|ban you|blacklist\w*|close your account|thrown|throw you|escort\w*|drag\w*|removed from|sue\b|court|regret|sorry|consequences|won't be served|be the last)\b|\b(?:you(?:'ll| will) (?:be sorry|regret|pay for|wish you)|consequences|last (?:chance|warning)|final warning|or (?:else|I'm calling)|see what happens|on your own head|think (?:twice|again|very carefully|carefully)|watch (?:yourself|your (?:step|back))|be a (?:shame|pity) if|wouldn't want (?:that|anything|your)|won't like what)\b/iu,
    unless:
      /\bsafety\b|\bhelp\b|\bhit\b|\bmanager will|\bscam|\bI should have|\bafraid\b|\byou can\b(?!'t| not)|\bmediation|\bask for\b/iu,
  },
  {
    rule: 'P12',
    act: 'threatens with the law, business, work or family',
    says: /\b(?:have|got|know) your (?:address|number plate)|\bI know people|\bwatch out\b|\bmake (?:life|things) (?:hard|difficult|awkward)|\bterminat\w+ (?:your|our|the) (?:account|relationship|service)|\b(?:withdraw|end) (?:our|all|your) (?:service|relationship|banking)|\bbarred\b|\bnot welcome\b|\btrespass|\bpublic order|\bwouldn't look good|\bgoes on your|\bways of dealing|\bnever get (?:a|another)|\b(?:we|I|the bank|our lawyers|legal)(?:'ll| will| shall|'re going to| may| can| could)? (?:sue|prosecute|take legal|take you to court|press charges|pursue|instruct)|\breserve (?:the|our|all) rights?|\blegal action against|\bdefam|\blibel|\bslander|\bheld liable|\b(?:mark|note|marker|flag) (?:on|against|to) (?:your|you)\b|\bput (?:you|a (?:mark|note))\b.{0,15}\b(?:list|file)\b|\bwhere you (?:work|live)\b|\b(?:I|we)(?:'ll| will| can| could| might| may) (?:have to )?(?:tell|ring|call|phone|inform|contact) your (?:boss|employer|work|wife|husband|family|parents|kids)|\bfind it (?:hard|harder|difficult|tricky) to (?:borrow|get|open|find)|\b(?:won't|never) (?:be (?:served|welcome)|get (?:a|another|any)|serve you|lend|borrow|bank)\b.{0,25}|\b(?:overdraft|loan|card|account|limit|mortgage)\b.{0,20}\b(?:pulled|cancelled|called in|shut|closed|frozen|withdrawn|stopped)\b.{0,25}(?:\bwouldn't it|\bif you\b|\bthen\b)|\b(?:pull|cancel|shut|close|freeze|call in) your (?:overdraft|loan|card|account|limit|mortgage)\b|\bremember your (?:face|name)|\bkeep a list\b|\byou do realise\b|\bdo you realise (?:we|I)\b/iu,
    unless:
      /\bif you(?:'d)? (?:like|want|wish|prefer)|\bI can do it\b|\bright\b|\bshall I|\bwould you like|\bwon't (?:be )?(?:affect|change)|\bwe won't|\bI won't|\bdo you want|\byou can\b(?!'t| not)|\bscam|\bask/iu,
  },
  {
    rule: 'P13',
    act: 'offers to take the record away',
    says: slots`\b(?:won't|never) (?:show|appear) (?:up )?(?:on|anywhere)|\bclean slate|\bfresh start|\bas (?:if|though) it never|\bmake (?:it|that|them|this) go away|\bsqueaky clean|\bnobody (?:checks|will know|need know|needs to know)|\binside man|${erase}.{0,50}${record}|${record}.{0,60}${erase}`,
    unless:
      /\bobject|\bcan't\b|\bcannot\b|\bnobody can\b|\bno one can\b|\bdon't\b|\bcorrect(?:ed|ion)?\b|\bif we (?:reported|got)|\bdisput|\bwon't\b|\bcharg|\bscam|\bcredit card|\bfixed?[- ]term|\bnever (?:pay|trust)|\bif (?:it's|it is|that's) wrong|\bfor the record|\bis (?:on|in) (?:the|your) file\b/iu,
  },
  {
    rule: 'P14',
    act: 'finds the one at fault inside',
    says: slots`\b(?:he|she|they|colleague|clerk|teller|adviser|manager) (?:is|was|acted) (?:a rogue|a bad apple|acting alone|on (?:his|her|their) own)|\bbad apple|\brogue\b|\bI(?:'d| would) have (?:sacked|fired)|\b(?:he|she|they) should never have|\bnot (?:his|her|their) first (?:time|mistake)|\ba joke\b|\bplaying up again|\bcut(?:ting)? corners|\bthe system's (?:a |always|so |been|rubbish|useless)|\bkeep telling (?:them|head)|\bcovering for (?:her|him|them)\b|\bshould(?:'ve| have) been (?:sacked|fired)|\bmonkeys|\bheld together|\bthem upstairs|\bthat lot\b|\bpassing the buck|\bcouldn't organise|\bfat cats|\bbeen told (?:off|about)|${inside}.{0,40}${fault}|(?:sounds like|I bet|bet it was|must have been|that'll be|blame|clearly|obviously|no doubt|it's always)\b.{0,20}(?:${inside}|\bthey\b|\bKevin\b).{0,40}(?:${fault}|$)|\b(?:she|he|they)(?:'s|'re| is| are)? (?:always|forever) (?:doing|losing|getting|making|forgetting|mis\w+|late|careless)|\b(?:mis-?sold|misled)\b.{0,20}\b(?:he|she|they)\b|\bthey (?:do it to everyone|lose everything|never (?:answer|listen|read|check))`,
    unless:
      /\bdon't know\b|\brather check|\bwhether\b|\bfind out|\bwill (?:check|answer)|\bwe made|\bI made|\bwrong to say|\bsorry\b|\bour mistake|\bif (?:the|it|they|our)\b|\bdid (?:the|they)\b|\bwe'll\b|\bscam|\bI'll (?:check|find|look|ask|put|correct)|\bnobody knows/iu,
  },
];
