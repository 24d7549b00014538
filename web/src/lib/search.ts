// Finding people as one types: by parts of words, without accents, capitals or gaps.

/** Whether every typed word is somewhere in these texts; nothing typed finds everything. */
export function isFoundIn(texts: readonly (string | null)[], search: string): boolean {
  const text = fold(texts.join(' '))
  return fold(search)
    .split(' ')
    .every((word) => text.includes(word))
}

/** Small letters without accents, so that "Gros" finds "Groß" and "yildirim" finds "Yıldırım". */
function fold(text: string): string {
  return text.trim().toLowerCase().replaceAll('ß', 'ss').replaceAll('ı', 'i').normalize('NFD').replace(/\p{M}/gu, '').replace(/\s+/g, ' ')
}
