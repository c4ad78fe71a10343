import { S } from "../../strings";

// Line breaks for Python that look like none, what turns the direction of writing round, what is not seen at all.
const UNSEEN = /((?![\n\t]|\r\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}])/u;

/** Code as it would run, nothing of it hidden: neither behind the edge, nor by characters that are not seen. */
export function ExactCode({ source }: { source: string }) {
  return (
    <pre class="exact-code">
      {source.split(UNSEEN).map((part, index) => (index % 2 === 0 ? part : <Unseen key={index} character={part} />))}
    </pre>
  );
}

function Unseen({ character }: { character: string }) {
  const code = `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}`;
  return <mark title={S.asks.unseen(code)}>{code}</mark>;
}
