// Short answers in words: what is written alike counts together, and the stage may merge it or keep it back (SPEC P24). Pure.
import type { WordGroup } from '@podium/shared/polls.ts'

/** How the stage shows words: by their key, the word they are shown under or null for not at all. */
export type Moderation = ReadonlyMap<string, string | null>

/** What counts as written alike: case, punctuation and spaces make no difference. */
export function wordKey(word: string): string {
  const plain = word.normalize('NFC').toLocaleLowerCase('de').trim()
  const bare = plain.replaceAll(/[\p{P}\s]+/gu, ' ').trim()
  return bare === '' ? plain : bare
}

/** What was written alike, most frequent first, each under its most frequent spelling. */
export function readGroups(words: readonly string[], moderation: Moderation): WordGroup[] {
  const spellings = new Map<string, Map<string, number>>()
  for (const word of words) {
    const key = wordKey(word)
    const counts = spellings.get(key) ?? new Map<string, number>()
    spellings.set(key, counts.set(word, (counts.get(word) ?? 0) + 1))
  }
  return [...spellings]
    .map(([key, counts]): WordGroup => {
      const written = mostFrequent(counts)
      const shownAs = moderation.get(key)
      return { written, count: total(counts), shownAs: shownAs === undefined ? written : shownAs }
    })
    .toSorted((a, b) => b.count - a.count || compare(a.written, b.written))
}

/** The result of a poll in words: what is shown under the same word counts together, hidden words are left out. */
export function shownGroups(groups: readonly WordGroup[]): { word: string; count: number }[] {
  const shown = new Map<string, Map<string, number>>()
  for (const { shownAs, count } of groups) {
    if (shownAs === null) continue
    const key = wordKey(shownAs)
    const counts = shown.get(key) ?? new Map<string, number>()
    shown.set(key, counts.set(shownAs, (counts.get(shownAs) ?? 0) + count))
  }
  return [...shown.values()]
    .map((counts) => ({ word: mostFrequent(counts), count: total(counts) }))
    .toSorted((a, b) => b.count - a.count || compare(a.word, b.word))
}

function mostFrequent(counts: ReadonlyMap<string, number>): string {
  return [...counts].toSorted(([a, x], [b, y]) => y - x || compare(a, b))[0]?.[0] ?? ''
}

function total(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((sum, count) => sum + count, 0)
}

/** The same order on every machine. */
function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}
