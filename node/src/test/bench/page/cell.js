// A cell: its text, or an editor with it.
import { closeBrackets, closeBracketsKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { python } from "@codemirror/lang-python";
import { bracketMatching, defaultHighlightStyle, indentOnInput, syntaxHighlighting } from "@codemirror/language";
import { Annotation, EditorState, Transaction } from "@codemirror/state";
import { drawSelection, dropCursor, EditorView, highlightSpecialChars, keymap } from "@codemirror/view";

const told = Annotation.define();

const editing = [
  EditorState.lineSeparator.of("\n"),
  EditorView.lineWrapping,
  history(),
  drawSelection(),
  dropCursor(),
  highlightSpecialChars(),
  indentOnInput(),
  bracketMatching(),
  closeBrackets(),
  syntaxHighlighting(defaultHighlightStyle),
  python(),
  keymap.of([...closeBracketsKeymap, ...historyKeymap, indentWithTab, ...defaultKeymap]),
];

export class Cell {
  section = document.createElement("section");
  #text;
  #typed;
  #view = null;

  /** @param typed is told the changes of what is typed here */
  constructor(text, typed) {
    this.#text = text;
    this.#typed = typed;
    this.section.className = "cell";
    this.section.dataset.testid = "cell";
    this.#showText();
  }

  /** A cell that is edited keeps its editor. */
  set isNear(near) {
    if (near && !this.#view) this.#showEditor();
    if (!near && this.#view && !this.#view.hasFocus) this.#showText();
  }

  /** What others changed, one after the other, and the text that made. */
  follow(changes, text) {
    this.#text = text;
    if (this.#view) this.#followInEditor(changes);
    else this.section.firstChild.textContent = text;
  }

  #followInEditor(changes) {
    const annotations = [told.of(true), Transaction.addToHistory.of(false)];
    const specs = changes.map((change) => ({ changes: change, annotations, sequential: true }));
    this.#view.dispatch(...specs);
  }

  #showText() {
    if (this.#view) this.#text = this.#view.state.doc.toString();
    this.#view?.destroy();
    this.#view = null;
    const pre = document.createElement("pre");
    pre.className = "static";
    pre.textContent = this.#text;
    this.section.replaceChildren(pre);
  }

  #showEditor() {
    this.section.replaceChildren();
    this.#view = new EditorView({
      parent: this.section,
      doc: this.#text,
      extensions: editing,
      dispatchTransactions: (transactions, view) => {
        view.update(transactions);
        for (const transaction of transactions)
          if (transaction.docChanged && !transaction.annotation(told)) this.#typed(transaction.changes);
      },
    });
  }
}
