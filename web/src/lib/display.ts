// How this browser shows Podium: theme, contrast, caption size. Kept on this device only; public/display.js applies it early.
const STORED = 'podium.display'

export interface Display {
  readonly theme?: 'light' | 'dark'
  readonly contrast?: 'more'
  readonly captions?: 'large' | 'huge'
}

/** The chosen display; what is absent follows the system. */
export function readDisplay(): Display {
  try {
    const chosen: unknown = JSON.parse(localStorage.getItem(STORED) ?? '{}')
    if (typeof chosen !== 'object' || chosen === null) return {}
    const { theme, contrast, captions } = chosen as Record<string, unknown> // each field is checked below
    return {
      ...(theme === 'light' || theme === 'dark' ? { theme } : {}),
      ...(contrast === 'more' ? { contrast } : {}),
      ...(captions === 'large' || captions === 'huge' ? { captions } : {}),
    }
  } catch {
    return {}
  }
}

/** Applies and keeps a display choice. */
export function saveDisplay(display: Display): void {
  for (const name of ['theme', 'contrast', 'captions'] as const) {
    const value = display[name]
    if (value === undefined) delete document.documentElement.dataset[name]
    else document.documentElement.dataset[name] = value
  }
  try {
    localStorage.setItem(STORED, JSON.stringify(display))
  } catch {
    // Storage may be blocked; the choice then lasts until the page is left.
  }
}
