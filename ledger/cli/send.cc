// consent send: asks for a single text, or for an opt-in request to one person. The log grants or
// denies it like a campaign's text; an id makes a repeat the same text.
#include <memory>

#include "ledger/cli/command_line.h"
#include "ledger/cli/contact_event.h"
#include "ledger/cli/contact_history.h"
#include "ledger/cli/contact_state_text.h"
#include "ledger/cli/named.h"
#include "ledger/cli/text_fate.h"
#include "ledger/cli/time_text.h"
#include "ledger/core/base32.h"
#include "ledger/core/reason_words.h"
#include "ledger/core/status_macros.h"
#include "ledger/runtime/exit_code.h"

namespace ledger::cli {
namespace {

constexpr absl::Duration kVerdictPatience = absl::Seconds(60);
constexpr absl::Duration kReportPatience = absl::Seconds(5);
constexpr absl::Duration kLookPause = absl::Milliseconds(200);

struct SendOptions {
  std::string contact;
  std::string program;
  std::string text;
  std::string template_key;
  std::string deadline;
  std::string id;
  bool ask = false;
  bool wait = false;
};

// What admission would find wrong, in the words of the flags.
absl::Status CheckNamed(Session& session, const SendOptions& options) {
  if (options.text.empty() && options.template_key.empty() && !options.ask) {
    return absl::InvalidArgumentError(
        "the text has no words: give --text WORDS, --template KEY, or --ask for the program's own "
        "request to opt in");
  }
  ASSIGN_OR_RETURN(const Account* const account, session.AccountOf());
  RETURN_IF_ERROR(ProgramOf(*account, options.program).status());
  return options.template_key.empty() ? absl::OkStatus()
                                      : CheckTemplateOf(*account, options.template_key);
}

absl::StatusOr<consent::v1::IntakeEvent> RequestOf(Session& session, const SendOptions& options) {
  RETURN_IF_ERROR(CheckNamed(session, options));
  ASSIGN_OR_RETURN(consent::v1::IntakeEvent event,
                   EventAbout(session, options.contact, options.id));
  event.set_text(options.text);
  consent::v1::MessageRequested& request = *event.mutable_message_requested();
  request.set_message_class(options.ask ? consent::v1::MESSAGE_CLASS_OPT_IN_REQUEST
                                        : consent::v1::MESSAGE_CLASS_SINGLE);
  request.mutable_program()->set_program(options.program);
  request.set_template_key(options.template_key);
  request.set_requester(session.Actor());
  if (options.deadline.empty()) return event;
  ASSIGN_OR_RETURN(const TimeMs deadline_ms,
                   ParseTime("--deadline", options.deadline, session.NowMs()));
  request.set_deadline_ms(deadline_ms);
  return event;
}

// Looks at the history until the text has an outcome; a delivery report is waited for a little
// longer. A text of which nothing is settled in time stays due.
absl::StatusOr<TextFate> AwaitFate(Session& session, const ToldEvent& told,
                                   const MessageId& message) {
  ASSIGN_OR_RETURN(ProjectionQueries* const projection, session.Projection());
  const absl::Duration begun = session.clock().Monotonic();
  absl::Duration until = begun + kVerdictPatience;
  bool out = false;
  while (true) {
    ASSIGN_OR_RETURN(const FullHistory history,
                     LoadHistory(*projection, told.place.partition, told.contact));
    const TextFate fate = FateOf(message, told.contact, history.entries);
    const TextState state = StateOf(fate);
    const absl::Duration now = session.clock().Monotonic();
    if (state == TextState::kAccepted && !out) {
      out = true;
      until = now + kReportPatience;
    }
    if ((HasEnded(state) && state != TextState::kAccepted) || now >= until) return fate;
    absl::SleepFor(kLookPause);
  }
}

absl::StatusOr<int> Send(Session& session, const SendOptions& options) {
  ASSIGN_OR_RETURN(const consent::v1::IntakeEvent event, RequestOf(session, options));
  ASSIGN_OR_RETURN(const ToldEvent told, Tell(session, event));
  ASSIGN_OR_RETURN(const Folded folded, AwaitFold(session, told));
  const auto& request = std::get<MessageRequested>(told.event.fact);
  const Effect& effect = folded.entry.effect;
  const bool repeat = effect.reason == Reason::kDuplicate ||
                      effect.reason == Reason::kAlreadyAttempted;
  const bool refused = effect.disposition == Disposition::kIgnored && !repeat;
  Json json = {{"contact", ContactKey(told.contact)},
               {"message", Hex(request.message.view())},
               {"id", told.event.publisher_id},
               {"partition", told.place.partition},
               {"offset", told.place.offset},
               {"status", refused ? "ignored" : repeat ? "already_requested" : "requested"},
               {"reason", ReasonName(effect.reason)},
               {"reason_words", ReasonWords(effect.reason)}};
  std::string text = "text       " + Hex(request.message.view()) + ", id " +
                     told.event.publisher_id + "\ncontact    " + ContactKey(told.contact) +
                     "\nrequest    " + std::string(json["status"]) +
                     (refused ? ": " + std::string(ReasonWords(effect.reason)) : "") + "\n";
  if (repeat) {
    session.output().Warn("a text of this id was asked for before: what is told here is told of "
                          "that one, whatever it says; give another --id for another text");
  }
  int code = refused ? kExitRefused : kExitOk;
  if (options.wait && !refused) {
    ASSIGN_OR_RETURN(const TextFate fate, AwaitFate(session, told, request.message));
    json["fate"] = TextStateName(StateOf(fate));
    json["denied"] = ReasonName(fate.denied);
    json["fate_words"] = FateText(fate);
    json["verdict_offset"] = fate.verdict == kNoOffset ? Json() : Json(fate.verdict);
    text += "fate       " + FateText(fate) + "\n";
    code = ExitCodeOf(StateOf(fate));
  } else if (const Reason why =
                 WhyNotGranted(request.message_class, request.program, folded.contact.state,
                               folded.contact.position.time_ms);
             !refused && why != Reason::kNone) {
    // For people who do not wait; the log decides.
    session.output().Warn("as it stands it will be denied: " + std::string(ReasonWords(why)) +
                          "; --wait shows the verdict");
  }
  session.output().Print(text, json);
  return code;
}

}  // namespace

void AddSendCommand(const Commands& commands) {
  Session& session = commands.session;
  const auto options = std::make_shared<SendOptions>();
  CLI::App* const verb = commands.Verb(
      &commands.app, "send", "Asks for a text to one person; the log grants or denies it.",
      "  consent send +14155550134 --program shipping --text \"Your order is on its way\" \\\n"
      "      --id order-17-shipped --deadline +2h --wait\n"
      "  consent send +14155550134 --program marketing --ask --wait",
      [&session, options] { return Send(session, *options); });
  verb->add_option("contact", options->contact, "a phone number")->required();
  verb->add_option("--program", options->program, "what the text is for")->required();
  CLI::Option* const text = verb->add_option("--text", options->text, "the words");
  verb->add_option("--template", options->template_key, "the key of a template instead")
      ->excludes(text);
  verb->add_option("--deadline", options->deadline, "not to go out after that; default: +72h");
  verb->add_option("--id", options->id, "your own name of the text: a repeat is the same text");
  verb->add_flag("--ask", options->ask, "an opt-in request, by default in the program's words");
  verb->add_flag("--wait", options->wait, "shows the verdict and the outcome");
}

}  // namespace ledger::cli
