/** What is different between two versions of a part. Pure; brings a library along, so it is loaded when it is asked for. */
import { diffArrays, diffWords } from "diff";
import type { Quiz, QuizItem, Resource, Resources, Tutorial } from "@/shared/api/types";
import { type Block, blocksOf } from "./blocks";

/** A piece of a paragraph: kept, or only in one of the two. */
export interface Piece {
  text: string;
  only?: "before" | "after";
}

export type ProseChange =
  | { type: "same"; count: number }
  | { type: "removed" | "added"; blocks: readonly Block[] }
  | { type: "changed"; kind: Block["kind"]; pieces: readonly Piece[] };

/** From which share of words in common a paragraph is taken for the same one in other words. */
const SAME_PARAGRAPH = 0.4;

export function compareTutorials(before: Tutorial, after: Tutorial): readonly ProseChange[] {
  const segmenter = new Intl.Segmenter(after.language, { granularity: "word" });
  const runs = diffArrays([...blocksOf(before)], [...blocksOf(after)], {
    comparator: (one, other) => one.kind === other.kind && one.text === other.text,
  });
  const changes: ProseChange[] = [];
  for (let index = 0; index < runs.length; index++) {
    const run = runs[index];
    const next = runs[index + 1];
    if (run === undefined) break;
    if (!run.added && !run.removed) {
      changes.push({ type: "same", count: run.value.length });
    } else if (next !== undefined && run.removed && next.added) {
      changes.push(...paired(run.value, next.value, segmenter));
      index++;
    } else {
      const type = run.removed ? "removed" : "added";
      changes.push({ type, blocks: run.value });
    }
  }
  return changes;
}

/** Paragraphs that were put in the place of others: those alike are shown word by word, in the order of the new ones. */
function paired(before: readonly Block[], after: readonly Block[], segmenter: Intl.Segmenter): ProseChange[] {
  const left = [...before];
  const changes: ProseChange[] = [];
  let added: Block[] = [];
  const tell = (gone: readonly Block[]) => {
    if (gone.length > 0) changes.push({ type: "removed", blocks: gone });
    if (added.length > 0) changes.push({ type: "added", blocks: added });
    added = [];
  };
  for (const block of after) {
    const match = left.findIndex((one) => one.kind === block.kind && alike(one.text, block.text, segmenter));
    const same = left[match];
    if (same === undefined) {
      added.push(block);
      continue;
    }
    tell(left.splice(0, match + 1).slice(0, -1));
    changes.push({ type: "changed", kind: block.kind, pieces: words(same.text, block.text, segmenter) });
  }
  tell(left);
  return changes;
}

function words(before: string, after: string, segmenter: Intl.Segmenter): readonly Piece[] {
  return diffWords(before, after, { intlSegmenter: segmenter }).map(({ value, added, removed }) => ({
    text: value,
    ...(added && { only: "after" as const }),
    ...(removed && { only: "before" as const }),
  }));
}

const wordsOf = (text: string, segmenter: Intl.Segmenter): ReadonlySet<string> =>
  new Set(
    [...segmenter.segment(text)].filter((one) => one.isWordLike).map((one) => one.segment.toLowerCase()),
  );

function alike(one: string, other: string, segmenter: Intl.Segmenter): boolean {
  const [first, second] = [wordsOf(one, segmenter), wordsOf(other, segmenter)];
  const common = [...first].filter((word) => second.has(word)).length;
  return common > 0 && common / Math.max(first.size, second.size) >= SAME_PARAGRAPH;
}

export interface QuizChanges {
  added: readonly QuizItem[];
  removed: readonly QuizItem[];
  changed: readonly { before: QuizItem; after: QuizItem }[];
  same: number;
}

const normal = (text: string) => text.replace(/\s+/g, " ").trim().toLowerCase();
const optionsOf = (item: QuizItem) =>
  item.options
    .map(({ text }) => normal(text))
    .sort()
    .join("\n");

/** By the words of the questions: their numbers say nothing from one version to the next. */
export function compareQuizzes(before: Quiz, after: Quiz): QuizChanges {
  const segmenter = new Intl.Segmenter(after.language, { granularity: "word" });
  const left = [...before.items];
  const take = (matches: (item: QuizItem) => boolean): QuizItem | undefined => {
    const at = left.findIndex(matches);
    return at < 0 ? undefined : left.splice(at, 1)[0];
  };
  const exact = after.items.map((item) => take((one) => normal(one.stem) === normal(item.stem)));
  const found = after.items.map(
    (item, index) => exact[index] ?? take((one) => alike(one.stem, item.stem, segmenter)),
  );
  const pairs = after.items.map((item, index) => ({ before: found[index], after: item }));
  const isSame = (one: QuizItem, other: QuizItem) =>
    normal(one.stem) === normal(other.stem) && optionsOf(one) === optionsOf(other);
  const kept = pairs.flatMap((pair) => (pair.before ? [{ before: pair.before, after: pair.after }] : []));
  const changed = kept.filter((pair) => !isSame(pair.before, pair.after));
  return {
    added: pairs.filter((pair) => pair.before === undefined).map((pair) => pair.after),
    removed: left,
    changed,
    same: kept.length - changed.length,
  };
}

export interface ResourceChanges {
  added: readonly Resource[];
  removed: readonly Resource[];
  same: number;
}

/** By their addresses. */
export function compareResources(before: Resources, after: Resources): ResourceChanges {
  const [first, second] = [before, after].map(({ resources }) => new Set(resources.map(({ url }) => url)));
  return {
    added: after.resources.filter(({ url }) => !first?.has(url)),
    removed: before.resources.filter(({ url }) => !second?.has(url)),
    same: after.resources.filter(({ url }) => first?.has(url)).length,
  };
}
