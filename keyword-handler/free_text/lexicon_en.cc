// English: what people call texts, lists, leaving and the things that a shop sells.
#include <array>

#include "keyword-handler/free_text/lexicon_rows.h"

namespace keyword_handler {
namespace {

using enum WordForm;

constexpr std::array kEnglishRows = {
    LexiconRow{"FILLER", kAsIs,
               "please pls plz plse pleas pleese plez kindly just really very ever even so "
               "actually "
               "literally seriously honestly fucking fuckin fking freaking frickin fkn damn dang "
               "bloody goddamn effing stupid dumb silly annoying ridiculous tf ffs constant "
               "endless sorry apologies lol "
               "lmao haha omg ugh uh um smh thanks thank thx tks ty tyvm hi hello hey yo sir madam "
               "maam sirs bro bruh dude guys folks people fam hun ok okay k alright well "
               "finally simply already immediately asap promptly sincerely daily "
               "weekly unwanted unsolicited random oh gosh god jesus christ wtf tho though still "
               "basically completely totally altogether entirely absolutely"},
    // What people write without spaces: stoptexting, removemefromyourlist.
    LexiconRow{"STARTS_GLUE", kAsIs,
               "please pls plz just stop quit dont donot no remove delete leave wrong opt take "
               "unsubscribe cancel arretez lose"},
    LexiconRow{"GLUE", kAsIs,
               "more me us out off alone number now all it this these the text texts texting sms "
               "spam send sending msg msgs message messages messaging contact calling list my "
               "from your mas mensajes please pls plz thanks stop person anymore again them"},
    // As they are typed, and as they are read.
    LexiconRow{"why am", kAlias, "y_am"},
    LexiconRow{"why are", kAlias, "y_are y_r y_ru"},
    LexiconRow{"why do", kAlias, "y_do"},
    LexiconRow{"i dont know", kAlias, "idk ionno iono dunno"},
    LexiconRow{"i dont want", kAlias, "idw idwant"},
    LexiconRow{"i dont care", kAlias, "idc idgaf"},
    LexiconRow{"number", kAlias, "num"},
    LexiconRow{"take", kAlias, "tke"},
    LexiconRow{"with", kAlias, "wit wth"},
    LexiconRow{"through", kAlias, "thru"},
    LexiconRow{"want to", kAlias, "wanna"},
    LexiconRow{"going to", kAlias, "gonna gon finna"},
    LexiconRow{"got to", kAlias, "gotta"},
    LexiconRow{"let me", kAlias, "lemme"},
    LexiconRow{"is not", kAlias, "isnt aint"},
    LexiconRow{"was not", kAlias, "wasnt"},
    LexiconRow{"please", kAlias, "plss plzz plox"},
    LexiconRow{"more", kAlias, "mor moar"},
    LexiconRow{"this", kAlias, "ths diss"},
    LexiconRow{"someone else", kAlias, "someoneelse sumone_else somebody_else another_person"},
    LexiconRow{"BARRIER", kAsIs,
               "and or but because cause cuz bc since when while if until till unless before "
               "then which who whom where"},
    LexiconRow{"DONT", kAsIs, "do_not does_not do_nt don_t"},
    LexiconRow{"CANT", kAsIs, "can_not will_not could_not would_not"},
    LexiconRow{"DIDNT", kAsIs, "did_not have_not has_not had_not"},
    LexiconRow{"NOLONGER", kAsIs, "no_longer nolonger no_more_longer not_anymore"},
    LexiconRow{"UNSUB", kAsIs,
               "opt_out opting_out opted_out opt_me_out opt_us_out optt_out oppt_out otp_out "
               "opt_ot "
               "opt_outt opt_iut opt_oit opts_out un_subscribe un_sub opt_off opting_me_out "
               "opt_my_number opt_this_number opt_him_out opt_her_out opt_it_out opt_out"},
    LexiconRow{"MESSAGE", kAsIs, "text_messages text_message sms_messages phone_calls"},
    LexiconRow{"THREAT", kAsIs, "small_claims class_action"},
    LexiconRow{"SAID", kAsIs,
               "said texted replied sent typed wrote told asked reply replying texting text say "
               "saying responded answered requested tell telling writing sending send begged "
               "asking repeated"},
    LexiconRow{"SOMEONE", kAsIs, "someone somebody anyone anybody everyone"},
    LexiconRow{"ACTIVITY", kAsIs,
               "raining snowing smoking drinking crying laughing bleeding leaking worrying "
               "believing thinking playing loving eating dreaming growing moving wearing "
               "watching smiling singing dancing barking procrastinating craving shopping buying "
               "coming working being making taking running beeping hurting itching ringing "
               "blinking spinning dripping squeaking vaping fighting"},
    LexiconRow{"CEASE", kVerb, "stop quit cease halt desist"},
    LexiconRow{"CEASE", kAsIs,
               "stpo sotp stawp tsop stpp stio dtop stopo stopl sttop stoip stiop srop syop etop "
               "sptop stahp stopz stob stopn xtop ztop stap stohp stoph sstop "
               "stopp sto stoo stopt stopd sopt stkp stip sotop stpop quitt qiut qut"},
    LexiconRow{"CANCEL", kVerb,
               "cancel end terminate discontinue kill deactivate disable suspend disconnect"},
    LexiconRow{"CANCEL", kAsIs, "cancle cansel cancell canel cancelation cncl turnoff ending"},
    LexiconRow{"UNSUB", kVerb, "unsubscribe unsub unenroll unregister"},
    LexiconRow{"UNSUB", kAsIs,
               "unsubscription unsubscribing optout optedout unsuscribe unsubcribe unscribe "
               "unsubs unsubb desubscribe disenroll"},
    LexiconRow{"REMOVE", kVerb, "remove delete erase scrub purge exclude"},
    LexiconRow{"REMOVE", kAsIs, "remve remov romove removal delet dlete delte"},
    LexiconRow{"TAKE", kVerb, "take get pull cross scratch strike "},
    LexiconRow{"CONTACT", kVerb,
               "text txt message msg contact call bother harass spam annoy bug disturb solicit "
               "pester hassle email ping dm phone stalk nag bombard torment"},
    LexiconRow{"CONTACT", kAsIs, "tex texr tetx txet messge mesage messag contct "},
    LexiconRow{"CONTACT_ING", kAsIs, "txtng textng messagin mesaging txtin texing textiing"},
    LexiconRow{"SEND", kVerb, "send forward push"},
    LexiconRow{"SEND", kAsIs, "sned snd"},
    LexiconRow{"SEND_ED", kAsIs, "sent"},
    LexiconRow{"RECEIVE", kVerb, "receive recieve get hear see have"},
    LexiconRow{"RECEIVE", kAsIs, "receve recive"},
    LexiconRow{"RECEIVE_ED", kAsIs, "got heard had"},
    LexiconRow{"WANT", kVerb, "want wish need like prefer desire care appreciate wanna"},
    LexiconRow{"WANT", kAsIs, "wannt wan wana wanted rather"},
    LexiconRow{"MESSAGE", kAsIs,
               "text texts txt txts message messages mesages msg msgs sms mms notification "
               "notifications email emails ad ads advert adverts advertisement advertisements "
               "advertising adverting promo promos promotion promotions promotional marketing "
               "crap junk bs bullshit garbage trash nonsense newsletter newsletters blasts blast "
               "spam solicitation solicitations communication communications correspondence "
               "texting messaging textmessages calls call outreach texs mssgs mgs robotexts "
               "robocalls autotexts contact campaign campaigns telemarketing contacting"},
    LexiconRow{"PROMO", kAsIs,
               "offer offers deal deals coupon coupons reminder reminders update updates alert "
               "alerts discount discounts sales specials stuff surveys survey announcements"},
    LexiconRow{"LIST", kAsIs,
               "list lists mailing database databases system systems program programs thread "
               "group chat records record contacts phonebook distribution file files roster "
               "directory mailinglist textlist contactlist rotation queue registry platform "
               "subscription subscriptions"},
    LexiconRow{"SUBSCRIPTION", kAsIs,
               "subscription subscriptions enrollment enrolment sub subs everything"},
    LexiconRow{"NUMBER", kAsIs,
               "number numbers nmbr numb num nbr phone phones cell cellphone cel mobile telephone "
               "name names info information contact data digits line landline details "
               "profile"},
    LexiconRow{"THING", kAsIs,
               "order orders appointment appointments appt appts apt reservation reservations "
               "booking bookings meeting table delivery deliveries shipment item items visit "
               "payment payments class classes ticket tickets pickup pick flight trip return "
               "returns purchase job warranty rental lease package packages parcel invoice "
               "invoices receipt receipts product products size sizes color colors colour pair "
               "shoes shoe shirt dress bag bags box bottle bottles onions onion pickles tomato "
               "tomatoes cheese sauce lettuce sugar salt ice milk bread pizza cake burger "
               "sandwich fries salad coffee tea wine beer drink drinks food lunch dinner "
               "breakfast meal menu stain stains polish nail nails hair cut haircut "
               "charge charges charged fee fees refund card credit copy form link code codes "
               "address street house apartment door price prices cost total quote estimate "
               "session lesson tour event party seat seats room rooms spot spots parking "
               "driver truck car cars tire tires oil engine light lights alarm unit heater ac "
               "sprinklers water leak leaking leaks pain swelling bleeding medication meds pill "
               "pills prescription refill tag tags gift wrap blue red black "
               "green white large small medium insurance policy interview shift test "
               "results tv remote battery charger machine tooth teeth cleaning blanket pillow "
               "sofa couch chair desk bed mattress furniture book books game games movie show "
               "music song rain snow storm noise smell pet pets "
               "voicemail directions map hours store shop location weight sweater jacket coat "
               "pants jeans hat socks ring necklace watch earrings glasses lens lenses lawn "
               "grass mow tree trees plants flowers installation install technician plumber "
               "repair repairs inspection move points rewards reward balance "
               "deposit check checks cash tip tax contract documents document papers paperwork "
               "photo photos picture pictures video videos key keys garage gate fence "
               "seasoning nuts dairy gluten peanuts mayo mustard ketchup jalapenos olives "
               "mushrooms peppers bacon egg eggs chicken beef pork fish shrimp sour cream "
               "guac cilantro avocado napkins utensils straws hotel stay night "
               "checkout cart basket shipping pass passes sample samples trial"},
    LexiconRow{"ME", kAsIs, "me us myself ourselves mee"},
    LexiconRow{"MY", kAsIs, "my our mine"},
    LexiconRow{"I", kAsIs, "i we ill ive im id weve wed iam"},
    LexiconRow{"YOU", kAsIs, "you u ya yall youse yous youre "},
    LexiconRow{"YOUR", kAsIs, "your ur yours yur yr"},
    LexiconRow{"THIS", kAsIs, "this these those that thats it them em thiss dis dese theese"},
    LexiconRow{"THEY", kAsIs,
               "he she they it hes shes theyre theyll itll kids baby"},
    LexiconRow{"DONT", kAsIs,
               "dont not never donot dnt doesnt isnt aint arent dosent don nevr neva doont "
               "wasnt"},
    LexiconRow{"CANT", kAsIs,
               "cant cannot wont couldnt wouldnt unable cnt shouldnt"},
    LexiconRow{"DIDNT", kAsIs, "didnt havent hasnt hadnt dident didn"},
    LexiconRow{"MORE", kAsIs,
               "more anymore again further longer another additional anything nothing any "
               "anymor none zero"},
    LexiconRow{"WRONG", kAsIs,
               "wrong incorrect mistaken rong wromg wrng worng mistake misdialed mixed"},
    LexiconRow{"PARTY", kAsIs,
               "number numbers nmbr numb num nbr person persn people guy girl lady man woman one "
               "phone cell contact party recipient individual dude gal chick "
               "human customer client somebody"},
    LexiconRow{"CONSENT", kAsIs,
               "consent permission authorization authorisation approval agreement authority"},
    LexiconRow{"CONSENT", kVerb, "consent authorize authorise"},
    LexiconRow{"WITHDRAW", kVerb, "revoke withdraw rescind retract"},
    LexiconRow{"WITHDRAW", kAsIs, "withdrawn withdrew"},
    LexiconRow{"SIGNED", kAsIs,
               "sign signed signing agree agreed consented subscribe subscribed subscribing "
               "register registered enroll enrolled authorized authorised ask asked request "
               "requested opt opted join joined gave give given provide provided approve "
               "approved permitted allowed subscribd"},
    LexiconRow{"CUSTOMER", kAsIs,
               "customer client member patient subscriber account customers clients members "
               "guest shopper tenant student resident"},
    LexiconRow{"KIN", kAsIs,
               "mom mother mum dad father husband wife son daughter brother sister aunt uncle "
               "grandma grandpa grandmother grandfather he she dog cat person spouse partner "
               "owner customer kid child roommate mothers fathers friend"},
    LexiconRow{"BLOCK", kVerb, "block report"},
    LexiconRow{"BLOCK", kAsIs, "blacklist blacklisting"},
    LexiconRow{"THREAT", kAsIs,
               "tcpa fcc ftc lawsuit harassment harrassment harassing "
               "suing illegal spammer spammers scammer scammers bbb "
               "stalking "},
    LexiconRow{"LAWYER", kAsIs, "lawyer attorney lawyers attorneys police cops authorities"},
    LexiconRow{"SICK", kAsIs, "sick tired fed done finished over bored exhausted"},
    LexiconRow{"RUDE", kAsIs,
               "f fk fck fuk fuc fuck fuckk fuq fk eff piss screw sod bugger naff fukk phuck f??k "
               "f??? f?ck fu?k"},
    LexiconRow{"DET", kAsIs,
               "the a an my our next last first final second third each every another one two "
               "three four few which what other quick pit full short whistle long single some "
               "any his her their"},
    LexiconRow{"PLACE", kAsIs,
               "bus truck rest pit train tram metro subway tour traffic emergency hard dead fuel "
               "coffee lunch bike door shuttle trolley glottal t back main near gas transit "
               "streetcar ferry line route taxi school food"},
    LexiconRow{"VISIT", kAsIs, "by in over off through past at for on to inside near thru"},
    LexiconRow{"DAY", kAsIs,
               "monday tuesday wednesday thursday friday saturday sunday tomorrow tonight today "
               "mon tue tues wed thu thurs fri sat sun now"},
    LexiconRow{"LEARN", kAsIs, "how way instructions steps option link where trying try want"},
    // Known so that nothing else is read into them; and no names.
    LexiconRow{"", kAsIs,
               "cancer cancers remote remodel shop shops shopping step steps stoop atop tests test "
               "testing next tent massage massages contract contracts pending spending bending "
               "brother brothers other others lease please "
               "lumber member members subscribe subscribed resubscribe nonstop sure ready going "
               "home available hungry feeling able happy ready interested here there coming "
               "late busy free working using seeing looking finding trying asking saying open "
               "closed certain aware familiar bad good great okay fine new old same different "
               "correct right true false real kidding joking worried concerned surprised sorry "
               "mad upset angry pleased satisfied local around currently now today tomorrow "
               "yet enough sent to from with about of off out up down in on at by for as is are "
               "was were be been being am do does did doing can could will would should may "
               "might must shall let lets what when where why how who whose yes yeah yep no nope "
               "nah maybe think know knew say said says tell told see come came go went gone "
               "make made put use used try tried help work works worked time times day days "
               "week weeks month months year years hour minute minutes morning afternoon "
               "evening night place thing things way one ones bit lot lots little much many "
               "friend friends call called later soon anytime always usually often sometimes "
               "only both such than then deceiving letting setting betting pressing passing "
               "missing listing lasting casting sender senders quiet quite unstoppable "
               "english spanish french american vegan vegetarian pregnant allergic married "
               "single adult minor joke drill emergency problem issue question secret surprise "
               "priority option idea clue"},
};

}  // namespace

std::span<const LexiconRow> EnglishRows() { return kEnglishRows; }

}  // namespace keyword_handler
