// Applies the chosen display before the first paint; absent choices follow the system (lib/display.ts writes them).
try {
  const chosen = JSON.parse(localStorage.getItem('podium.display') ?? '{}')
  for (const name of ['theme', 'contrast', 'captions']) if (typeof chosen[name] === 'string') document.documentElement.dataset[name] = chosen[name]
} catch {
  // Storage may be blocked; the system's display is fine.
}
