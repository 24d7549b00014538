// Applies the chosen display before the first paint; absent choices follow the system (lib/display.ts writes them).
const KNOWN = new Set(['theme', 'contrast', 'captions'])
try {
  for (const [name, value] of Object.entries(JSON.parse(localStorage.getItem('podium.display') ?? '{}'))) {
    if (KNOWN.has(name) && typeof value === 'string') document.documentElement.dataset[name] = value
  }
} catch {
  // Storage may be blocked; the system's display is fine.
}
