"""The words by which a company is known that no list has, and those that rule one out."""

from __future__ import annotations

import re
from typing import Final

from nlp.swift import swift

#: Short forms that are words, too, by the listed company's name: they count where its long form
#: stands in the text, beside a company, or where the words around speak of one.
SHORT: Final = {
    "Lam": "Lam Research",
    "Applied": "Applied Materials",
    "ASE": "ASE",
    "Ampere": "Ampere",
    "BOE": "BOE",
    "Coherent": "Coherent",
    "Credo": "Credo",
    "Disco": "Disco",
    "Empyrean": "Empyrean",
    "Etched": "Etched",
    "Ford": "Ford",
    "GM": "General Motors",
    "Gigabyte": "Gigabyte",
    "Grab": "Grab",
    "HP": "HP",
    "Hanmi": "Hanmi",
    "Honor": "Honor",
    "Imagination": "Imagination Technologies",
    "JSR": "JSR",
    "LG": "LG",
    "Lambda": "Lambda",
    "Lattice": "Lattice",
    "Microchip": "Microchip",
    "NEC": "NEC",
    "Nova": "Nova",
    "Manus": "Manus",
    "Perplexity": "Perplexity",
    "Pinduoduo": "PDD",
    "Quanta": "Quanta",
    "Reliance": "Reliance",
    "Screen": "Screen Holdings",
    "Sharp": "Sharp",
    "Tata": "Tata",
    "Tongfu": "Tongfu",
    "Tower": "Tower Semiconductor",
    "UPS": "UPS",
    "Vivo": "Vivo",
}
#: Where a Chinese company has its seat, as its full name begins.
SEAT: Final = re.compile(
    r"(?:Beijing|Shanghai|Shenzhen|Guangzhou|Guangdong|Hangzhou|Zhejiang|Nanjing|Jiangsu|Suzhou"
    r"|Wuxi|Wuhan|Hubei|Hefei|Anhui|Chengdu|Sichuan|Chongqing|Xi['’]?an|Shaanxi|Xiamen|Fujian"
    r"|Tianjin|Qingdao|Shandong|Jinan|Dalian|Shenyang|Harbin|Changsha|Hunan|Zhuhai|Dongguan|Ningbo"
    r"|Hong Kong|Taiwan) "
)
#: What companies are called.
_KIND: Final = (
    r"(?:[\w-]*(?:mak|design|develop|suppli|produc|packag|manufactur|assembl|distribut|resell"
    r"|integrat"
    r"|import|export|fabricat|refin|process|recycl)(?:er|or|ier)s?|[a-z]*firms?|compan(?:y|ies)"
    r"|start-?ups?|(?:chip|tech|cloud|telecoms?|software|internet|drone|battery|steel|car|memory"
    r"|electronics|display|defen[cs]e|e-commerce|AI|network(?:ing)?) (?:giant|group|leader|unit"
    r"|house|player"
    r"|champion|operator)s?"
    r"|(?<!trade )(?<!industry )(?<!lobby )(?<!advocacy )(?<!rights )conglomerates?"
    r"|vendors?|providers?|carriers?|contractors?|subsidiar(?:y|ies)|brokers?|freight forwarders?"
    r"|forwarders?|foundry|foundries|fabs?|OSATs?|rivals?|competitors?|unicorns?|retailers?"
    r"|automakers?|carmakers?|airlines?|shipbuilders?|publicly traded|peers?|licensees?"
    r"|hyperscalers?|[a-z]* ?specialists?|(?:venture|private equity|strategic) investors?"
    r"|lessors?|operators?)"
)
#: "the chip designer X", "makers such as X", "its biggest customer, X".
KIND_LEFT: Final = swift(
    rf"(?<!law )(?<!lobbying )(?<!research )(?<!consulting )\b(?i:{_KIND})"
    r"(?:,? (?:such as|like|including|among them|namely|called|named)|:)? $"
    r"|\b(?i:customers?|partners?|parents?|clients?|buyers?|affiliates?|units?)(?:,"
    r"| such as) $"
    r"|\b(?:chief executives?|CEO|CFO|founders?|co-founders?) (?:of|at) $"
    r"|\bstakes? in (?:[A-Z]\w+['’]s )?$"
    r"|\b(?i:shares|stock|investors|shareholders|executives|customers|subsidiar(?:y|ies)|units?"
    r"|affiliates?"
    r"|takeover|acquisition) (?:of|in|at) $"
    r"|\b(?:Chinese|Japanese|Korean|Taiwanese|Dutch|German|French|British|Swiss|Swedish|Israeli"
    r"|Indian|Russian|Emirati|Saudi|Malaysian|Singaporean|American|Canadian|Italian)"
    r"(?: [a-z-]+)? (?:group|giant|concern) $|\b(?:[Aa]mong them (?:are|is|were)"
    r"|[Aa]mong the companies are) $"
)
#: "X, a chip designer", "X shares", "X's chief executive".
KIND_RIGHT: Final = re.compile(
    rf"^, (?:an?|the|one of|another|itself an?|whose|which (?:makes|sells|designs"
    rf"|builds)) (?:[\w’'-]+ ){{0,5}}?{_KIND}\b(?!['’])"
    r"|^(?:['’]s)? (?:shares|stock|chief executive|CEO|CFO|chairman|co-founder|founder|customers"
    r"|subsidiar(?:y|ies)|shareholders|annual report|quarterly|revenues?|earnings|factory"
    r"|fabs)\b"
    r"|^ \((?:NASDAQ|Nasdaq|NYSE|HKEX|TSE|KRX|LSE|TWSE)\b"
    r"|^ of [A-Z]\w+(?: [A-Z]\w+)?(?:, [A-Z]\w+,?)? (?:has|had|makes|said|sells|pleaded|agreed|won"
    r"|signed an? \w+|bought|paid|supplies|builds|ships)\b"
    r"|^, which (?:also )?(?:makes|sells|designs|builds|supplies|ships|assembles|produces|packages"
    r"|fabricates)\b"
)
BASED: Final = re.compile(
    r"\b[A-Z][\w.]+-(?:based|listed|headquartered|owned|backed) (?:(?!the|a)[a-z-]+ ){0,3}$"
)
#: "added X and two others to the Entity List".
LISTED: Final = re.compile(
    r"\b(?:add(?:s|ed|ing)?|plac(?:es|ed|ing)|put(?:s|ting)?|remov(?:es|ed|ing)|t[oa]k(?:es|en"
    r"|ing|ook)"
    r"|t(?:akes|ook)|transferr?(?:s|ed|ing)?|mov(?:es|ed|ing)) $"
)
#: Words that end names of companies; a name of more than one word is needed.
TAIL: Final = re.compile(
    r" (?:Photonics|Semiconductors?|Microelectronics|Robotics|Compute|Computing|Supercomputing"
    r"|Packaging"
    r"|Optics|Optoelectronics|Optronics|Electronics|Microsystems|Labs|Networks|Aerospace|Aero"
    r"|Avionics"
    r"|Motors?|Materials|Devices|Freight|Logistics|Shipping|Trading|Silicon|Micro|Semi|Semitech"
    r"|Circuits?"
    r"|Dynamics|Industries|Ventures|Cloud|Grid|Lasers?|Imaging|Telecom|Wireless|Foundry|Precision"
    r"|Machinery|Biotech|Chemicals?|Automotive|Satellites?|Drones|Aviation|Mining|Software|Sensors"
    r"|Instruments|Technology|Technologies|Systems|Holdings|Probe|Interconnect|Nanotech|Quantum"
    r"|Analytics"
    r"|Global|Solutions|Enterprises|Components|Innovations|Optical"
    r"|(?<!Working )(?<!Contact )(?<!Study )Group"
    r"|Datacent(?:er|re)s?|Batter(?:y|ies)|Solar|Shipyards?|Steel|Fabrication|Lithography|Memory)$"
)
#: "Malaysia's X", "motors from X", "a spokesman for X".
HINT_LEFT: Final = swift(
    r"\b(?:China|Taiwan|Japan|Germany|France|Israel|India|Malaysia|Singapore|Korea|Ukraine|Sweden"
    r"|Britain|Canada|Italy|Russia|Turkey|Vietnam|Thailand|Finland|Norway|Switzerland|Austria|Spain"
    r"|Poland|Brazil|Mexico|Denmark|Belgium|Ireland|Indonesia|Australia|the Netherlands|Oman|Qatar"
    r"|Abu Dhabi|Dubai|Beijing|Shanghai|Shenzhen|Tokyo|Seoul|Taipei)['’]s (?:[a-z-]+ ){0,2}$"
    r"|\bspokes(?:man|woman|person) for $"
    r"|\b(?:made|built|sold|supplied|designed|shipped|leased|licen[cs]ed) (?:by|to) $"
    r"|\b(?:bought|ordered|leased|imported) from $"
    r"|\b(?:fined|sued|acquired|buy|acquire|invest in) $"
    r"|\b(?:chips?|servers?|tools?|motors?|equipment|wafers?|cameras?|processors?|controllers?"
    r"|GPUs?"
    r"|supplies|orders|sales|deliveries|shipments|licen[cs]es?) (?:from|by|to|for) $"
)
#: "X said it", where a person would be he or she.
HINT_RIGHT: Final = re.compile(
    r"^(?:['’]s [a-z]+)? (?:has |had |also |\w+ly )?(?:said|says|warned|announced|argue[sd]"
    r"|reported|told \w+"
    r"|confirmed|expects|forecast)(?: (?:on|in|last|this|that|it|\w+day))* its?\b"
    r"|^ (?:has |have |had |also ){0,2}(?:pleaded guilty|applied for a licen[cs]e|filed for"
    r"|applauded)\b"
    r"|^ of [A-Z][a-z]+,? (?:and [A-Z]\w+ )?(?:suppl(?:y|ies)|makes?|sells?|ships?|builds?)\b"
    r"|^ and [A-Z]\w+ (?:see|sees|make|say they|said they|did not comment)\b"
    r"|^ (?:see|sees) (?:no|little|some|an?|one)\b"
)
#: What only companies do: a name that does so and is no place or person is one.
COMMERCE: Final = re.compile(
    r"^ (?:has |have |had |also |now |still |will |\w+ly ){0,2}(?:makes?|sells?|ships?"
    r"|suppl(?:y|ies|ied)"
    r"|imports?|manufactures?|produces?|packages?|fabricates?|bought|acquired|shipped|sold|laid off"
    r"|cut its|leases?|rents? out|lists?)\b"
)
#: Words with a capital at the front of a name that are none of it.
COMMON: Final = (
    r"The|A|An|In|On|At|By|For|From|And|But|As|It|Its|This|That|These|Those|Of|To|With|When"
    r"|While|If|Under"
    r"|After|Before|Since|Chinese|American|Dutch|Japanese|Korean|German|French|Israeli|Indian"
    r"|Taiwanese"
    r"|British|European|Russian|Swedish|Italian|Malaysian|Californian|Among|Both|Rivals?"
    r"|Competitors?|Makers|Peers?|Firms?|Buyers?|Vendors?|Producers?|Manufacturers?|Brokers?"
    r"|Shares|Analysts|Customers|Neither|Either|Only|Even|Now|Then|Meanwhile|However|Also|Importers"
    r"|Exporters|Companies|Suppliers|Chipmakers?|Toolmakers?|Start-?ups?|Last|Next|Earlier"
    r"|Later|Since"
    r"|Our|Their|His|Her|My|We|He|She|They|You|I|One|Two|Three|Four|No|Not|All|Some|Most|Many"
    r"|Such|What|Who"
    r"|Which|How|Why|Where|There|Here|Yet|Still|So|Or|Nor|Once|Until|Unless|Because|Although|Though"
    r"|Despite|During|Between|Through|Without|Within|About|Against|Asked|According|Finally|First"
    r"|Second|Third|Separately|Lawyers|Officials|Senators|Lawmakers|Federal|Former"
)
#: Names that hold one of these are no company's.
NO_COMPANY: Final = re.compile(
    r"\b(?:Mrs?|Ms|Dr|Sir|Lord|Lady|King|Queen|Prince(?:ss)?|Duke|Duchess|Police|Federation|GOP"
    r"|Club|FC|Cup"
    r"|League|Church|Hospital|Museum|Library|Park|Road|Hotel|Initiative|Project|Campaign|Nations"
    r"|Organi[sz]ation|NATO|Nato|Labour|Laboratory|Health|JavaScript|Bank|Plaintiff|Defendant"
    r"|TechCrunch"
    r"|University|Universities|Departments|Ministries|Agencies|Offices|ETF|Trust|Institute"
    r"|Academy|College|School|Ministry|Department|Bureau|Office|Agency"
    r"|Commission"
    r"|Committee|Council|Court|Senate|House|Congress|Parliament|Association|Alliance|Foundation"
    r"|Cent(?:er|re)"
    r"|Act|Rules?|List|Program(?:me)?|Framework|Order|Party|Times|Post|Journal|News|Street"
    r"|Avenue|Valley"
    r"|Bay|City|County|Province|State|States|Republic|Union|Army|Navy|Conference|Summit|Forum"
    r"|Agreement"
    r"|Treaty|Exception|Section|Regulations?|Register|Secretary|President|Minister|Senator"
    r"|Judge|Country"
    r"|Group [A-E]|Administration|Review|Guidance|Notice|Control|Controls|Security|Export"
    r"|Import|Tier|Part"
    r"|Supplement|Chapter|Title|Annex|Article|Proclamation|Memorandum|License|Licence|General"
    r"|Temporary"
    r"|National|Advanced|Critical|Emerging|Foundational|Artificial|Intelligence|Daily|Herald"
    r"|Gazette|Index"
    r"|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April"
    r"|May|June|July"
    r"|August|September|October|November|December|Democrats?|Republicans?|World|Board|Fund|Society"
    r"|Coalition|Chamber|Island|Sea|River|Airport|Port|Province|District|Hall|Supreme"
    r"|(?:First|Second|Third|Fourth|Fifth|Sixth|Seventh|Eighth|Ninth|Tenth|Eleventh|Federal)"
    r" Circuit|Constitution"
    r"|Reuters|Bloomberg|Nikkei|Staatscourant|Xinhua|Blackwell|Hopper|Rubin|Ascend|Kirin"
    r"|Kunpeng|Instinct|Gaudi|Xeon|GeForce|Radeon|Grace"
    r"|DRAM|NAND|HBM|CUDA|GPUs?|CPUs?|TPUs?|EUV|DUV|Clause|Note|Update|Alert|FAQs?)\b"
)
#: What stands after a name that is a person's, a place's or a text's.
NO_COMPANY_RIGHT: Final = re.compile(
    r"^(?:-\w|[ -](?:chips?|processors?|GPUs?|accelerators?|servers?|units?|architecture|series"
    r"|generation|systems?|memory|models?)\b| (?:Act|Rule|List|Committee|Agreement|Framework"
    r"|Program|University|Street|Valley)\b"
    r"|, (?:a|an|the|its|who|whose)? ?(?:\w+ ){0,3}?(?:analyst|lawyer|attorney|professor"
    r"|economist|spokes\w+"
    r"|partner at|fellow|senator|official|director|president|minister)\b)"
)
#: What stands before a person's name or a place's.
#: Products by number ("H20"), numbers in words, parts of the world.
NO_NAME: Final = re.compile(
    r"[A-Z]{1,4}\d+[A-Z]{0,2}|One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Eleven|Twelve"
    r"|Dozens|Scores|Several|Both|(?:Middle|Far|Near) East|(?:South-?east |Central |East )?Asia"
    r"|Europe|Africa|Latin America|the Gulf|Gulf"
)
NOT_BEFORE: Final = re.compile(
    r"(?:\b(?:Secretary|Minister|minister|President|Senator|Sens?\.|Reps?\.|Judge|judge|Justice"
    r"|Director|director"
    r"|Mr\.?|Ms\.?|Mrs\.?|Dr\.?|CEO|chief executive|analyst|lawyer|spokes(?:man|woman|person)"
    r"|Commissioner"
    r"|Chairman|chairman|Chairwoman|Governor|General|Coach|chief|officer|official|said|adviser"
    r"|counsel"
    r"|(?:[Ll]awyers?|[Aa]ttorneys?|partners?|[Rr]esearchers?|[Ss]cholars?|fellows?) (?:at|of"
    r"|with|from)"
    r"|professor|economist|fellow|city of|town of|port of|region of|[Ss]tate of|island of|near"
    r"|License Exception"
    r"|in|In|throughout|across)|\b\d+"
    r"|\b(?:University|Universities|Academy|Institute|College|School|Ministry|Department|Bureau)"
    r" (?:of|for)(?: [\w,&]+){0,3}?(?: and| of)?) $"
)
