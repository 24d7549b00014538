// The last look before a letter leaves: the right links, all of them, and no others (EM-10).
import type { LetterProblem } from '@podium/shared/letters.ts'
import type { LetterFacts, RenderedLetter } from '../letter.ts'

/** What a letter must lead to. */
function wantedLinks(facts: LetterFacts): string[] {
  if (facts.order !== null) return [facts.order.namingUrl, ...facts.order.seats.map(({ link }) => link)]
  return [facts.access?.link ?? null, facts.substituteUrl].filter((link) => link !== null)
}

/**
 * L42: a letter never leaves with an empty or wrong link, an address nobody wanted in it, or anything remote.
 * @returns null when it may leave.
 */
export function checkLetter(rendered: RenderedLetter, facts: LetterFacts): LetterProblem | null {
  const wanted = wantedLinks(facts)
  const needsLink = facts.kind === 'access' || facts.kind === 'reminder'
  if ((needsLink && facts.access === null) || (facts.kind === 'naming' && facts.order === null)) return 'link_wrong'
  const targets = [...rendered.html.matchAll(/href="([^"]*)"/g)].map(([, target]) => unescaped(target ?? ''))
  const lines = rendered.text.split('\n')
  if (wanted.some((link) => !targets.includes(link) || !lines.includes(link))) return 'link_wrong'
  if (targets.some((target) => !isAllowed(target, wanted, facts))) return 'link_wrong'
  if (/<(img|script|iframe|object|link|form|video|audio)\b|url\(/i.test(rendered.html)) return 'text_wrong'
  return rendered.subject === '' ? 'text_wrong' : null
}

function isAllowed(target: string, wanted: readonly string[], facts: LetterFacts): boolean {
  const { publicUrl, seminar, imprint } = facts
  const always = [`${publicUrl}/zugang`, `mailto:${seminar.supportEmail}`, imprint.imprintUrl, imprint.privacyUrl]
  return wanted.includes(target) || always.includes(target)
}

function unescaped(attribute: string): string {
  return attribute
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}
