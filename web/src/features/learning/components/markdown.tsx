import type { ComponentProps } from "react";
import ReactMarkdown, { type Components } from "react-markdown";
import rehypeSanitize from "rehype-sanitize";
import { t } from "@/shared/i18n/i18n";
import { InlineCode } from "@/shared/ui/inline-code";
import { Scroller } from "@/shared/ui/scroller";
import { readGfm } from "../read-gfm";
import { CodeBlock } from "./code-block";

const EXTERNAL = { target: "_blank", rel: "noreferrer noopener" } as const;

type Heading = ComponentProps<"h3">;

/** The page has the first two levels: what a text calls a heading begins at the third. */
const Third = ({ children }: Heading) => (
  <h3 className="mt-7 mb-2 font-ui text-read font-semibold">{children}</h3>
);
const Fourth = ({ children }: Heading) => (
  <h4 className="mt-5 mb-1 font-ui text-body font-semibold">{children}</h4>
);

const COMPONENTS: Components = {
  h1: Third,
  h2: Third,
  h3: Third,
  h4: Fourth,
  h5: Fourth,
  h6: Fourth,
  p: ({ children }) => <p className="my-3">{children}</p>,
  ul: ({ children }) => <ul className="my-3 list-disc pl-6">{children}</ul>,
  ol: ({ children, start }) => (
    <ol className="my-3 list-decimal pl-6" start={start}>
      {children}
    </ol>
  ),
  li: ({ children }) => <li className="my-1">{children}</li>,
  blockquote: ({ children }) => (
    <blockquote className="my-3 border-l-2 border-edge pl-4">{children}</blockquote>
  ),
  hr: () => <hr className="my-6 border-hairline" />,
  a: ({ href, children }) => (
    <a href={href} className="link" {...(/^https?:/.test(href ?? "") && EXTERNAL)}>
      {children}
    </a>
  ),
  // A picture elsewhere would tell that place who reads what: it becomes a link that one may follow.
  img: ({ src, alt }) =>
    typeof src === "string" && src ? (
      <a href={src} className="link" {...EXTERNAL}>
        {t("learning.imageLink", { text: alt || src })}
      </a>
    ) : null,
  table: ({ children }) => (
    <Scroller className="my-4">
      <table className="w-full border-collapse text-left font-ui text-body">{children}</table>
    </Scroller>
  ),
  th: ({ children }) => <th className="border-b border-edge py-1.5 pr-4 font-semibold">{children}</th>,
  td: ({ children }) => <td className="border-b border-hairline py-1.5 pr-4 align-top">{children}</td>,
  pre: ({ children }) => <>{children}</>,
  code: ({ className, children }) => {
    const text = String(children ?? "");
    const language = /language-([\w+#-]+)/.exec(className ?? "")?.[1];
    const isBlock = language !== undefined || text.includes("\n");
    if (isBlock) return <CodeBlock language={language} text={text.replace(/\n$/, "")} />;
    return <InlineCode>{children}</InlineCode>;
  },
};

/** Text written by others, as data: no raw HTML, no script, no picture fetched. */
export function Markdown({ text }: { text: string }) {
  return (
    <ReactMarkdown remarkPlugins={[readGfm]} rehypePlugins={[rehypeSanitize]} components={COMPONENTS}>
      {text}
    </ReactMarkdown>
  );
}
