// Answers in words on their way to the room. Pure.
import type { WordGroup } from '@podium/shared/polls.ts'
import { WordText } from '@podium/shared/primitives.ts'

export interface ShownWord {
  /** Null: kept back. */
  readonly shownAs: string | null
  readonly count: number
  /** Everything that was written and is shown under this word. */
  readonly written: readonly WordGroup[]
}

/** What the room would see: most frequent first, what is kept back last. */
export function shownWords(groups: readonly WordGroup[]): ShownWord[] {
  const byWord = new Map<string | null, WordGroup[]>()
  for (const group of groups) byWord.set(group.shownAs, [...(byWord.get(group.shownAs) ?? []), group])
  return [...byWord]
    .map(([shownAs, written]) => ({ shownAs, written, count: written.reduce((sum, { count }) => sum + count, 0) }))
    .toSorted((a, b) => Number(a.shownAs === null) - Number(b.shownAs === null) || b.count - a.count)
}

/** Whether answers can be shown under this word. */
export function isShowable(word: string): boolean {
  return WordText.safeParse(word).success
}
