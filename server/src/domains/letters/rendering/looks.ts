// The few styles every part of a letter is made of (design/mail.html).
import type { CSSProperties } from 'react'

export const SERIF = "Georgia,'Times New Roman',serif"
export const SANS = 'Verdana,Geneva,Arial,sans-serif'
export const MONO = "'Courier New',Courier,monospace"
export const INK = '#12262a'
export const INK_2 = '#3f5458'
export const CARD = '#fdfdfb'
export const BRAND = '#0d5457'

/** Running text of this size in pixels. */
export const text = (size: number, color: string = INK, more: CSSProperties = {}): CSSProperties => ({
  margin: 0,
  fontFamily: SANS,
  fontSize: `${size}px`,
  lineHeight: 1.6,
  color,
  ...more,
})
/** Display text of this size in pixels. */
export const serif = (size: number, more: CSSProperties = {}): CSSProperties => ({
  margin: 0,
  fontFamily: SERIF,
  fontWeight: 'bold',
  fontSize: `${size}px`,
  lineHeight: 1.3,
  color: INK,
  ...more,
})

/** Mail programs that ignore styles still fill the cell; the types of HTML today no longer know the attribute for cells. */
export const filled = (color: string) => ({ bgcolor: color })

export const TABLE = { role: 'presentation', cellPadding: 0, cellSpacing: 0, border: 0 } as const
