import type { Poll } from '@podium/shared/polls.ts'

/** The picture of a revealed poll. */
export function ResultPicture({ poll }: { readonly poll: Poll }) {
  void poll
  return null
}
