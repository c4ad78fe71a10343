import { S } from "../../strings";

/** The words that two people compare, large enough to be read out. */
export function Words({ words }: { words: readonly string[] }) {
  return (
    <ul class="words" aria-label={S.door.words} data-testid="words">
      {words.map((word, index) => (
        <li key={index}>{word}</li>
      ))}
    </ul>
  );
}
