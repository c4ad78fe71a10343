// Sentences below an output about what of it can not be shown. An output is never just blank.

/** Different sentences shown of one output. */
const NOTES_MAX = 5;
const TEXT_CHARS_MAX = 500;

export class Notes {
  private readonly said = new Set<string>();
  private readonly hosts = new Set<string>();
  private plain = "";

  constructor(
    private readonly place: HTMLElement,
    private readonly onChange: () => void,
  ) {}

  get text(): string {
    return this.place.innerText.trim();
  }

  /** A new output. `plain` is its text form, or nothing. */
  clear(plain: string): void {
    this.plain = plain;
    this.said.clear();
    this.hosts.clear();
    this.place.replaceChildren();
  }

  /** @param isAll nothing of the output could be shown */
  failed(why: string, isAll = false): void {
    this.say(`${isAll ? "This output could not be shown" : "A script of this output failed"}: ${why}`);
    if (isAll) this.sayPlain();
  }

  blank(): void {
    if (this.said.size === 0) this.say("This output shows nothing.");
    this.sayPlain();
  }

  frame(): void {
    this.say("Frames inside an output are not shown.");
  }

  /** The policy of this page refused something the output asked for. */
  refused({ blockedURI, effectiveDirective }: SecurityPolicyViolationEvent): void {
    if (effectiveDirective.startsWith("frame") || !URL.canParse(blockedURI)) return;
    const host = new URL(blockedURI).host || blockedURI;
    if (this.hosts.has(host)) return;
    this.hosts.add(host);
    this.say(`Outputs have no network: what this one wanted from ${host} was not loaded.`);
  }

  private say(sentence: string): void {
    const text = sentence.slice(0, TEXT_CHARS_MAX);
    if (this.said.size >= NOTES_MAX || this.said.has(text)) return;
    this.said.add(text);
    this.add("p", text);
  }

  private sayPlain(): void {
    if (this.plain !== "") this.add("pre", this.plain);
    this.plain = "";
  }

  private add(tag: string, text: string): void {
    const element = document.createElement(tag);
    element.textContent = text;
    this.place.append(element);
    this.onChange();
  }
}
