// The few things of the browser that logic outside components needs.

/** This tab's storage; null where the browser forbids it. */
export function tabStorage(): Storage | null {
  try {
    return sessionStorage
  } catch {
    return null
  }
}

/** Calls back whenever waiting longer makes no sense: the network is back, or somebody looks at the page again. */
export function onWake(wake: () => void): () => void {
  const look = () => {
    if (document.visibilityState === 'visible') wake()
  }
  window.addEventListener('online', look)
  window.addEventListener('pageshow', look)
  document.addEventListener('visibilitychange', look)
  // Chromium thaws a frozen page with this event.
  document.addEventListener('resume', look)
  return () => {
    window.removeEventListener('online', look)
    window.removeEventListener('pageshow', look)
    document.removeEventListener('visibilitychange', look)
    document.removeEventListener('resume', look)
  }
}

/** A number from 0 up to 1, for spreading attempts over time. */
export function chance(): number {
  return (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32
}

/** Hands the person a file to keep. */
export function saveFile(name: string, content: string, type: string): void {
  const address = URL.createObjectURL(new Blob([content], { type }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  URL.revokeObjectURL(address)
}

/** The bytes of a file as base64, read by the browser off the main thread. */
export function fileAsBase64(file: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.addEventListener('load', () => resolve(typeof reader.result === 'string' ? reader.result.replace(/^[^,]*,/, '') : ''))
    reader.addEventListener('error', () => reject(reader.error ?? new Error('the file cannot be read')))
    reader.readAsDataURL(file)
  })
}
