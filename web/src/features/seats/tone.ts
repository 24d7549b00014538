// Three short tones made in the browser: nothing to load, no permission to ask for.

const TONES_HZ = [440, 554.37, 659.25]
const TONE_S = 0.28
const PAUSE_S = 0.12

/** Plays the tones; must be called inside a click. Resolves when they are over, or at once where sound is impossible. */
export async function playTones(): Promise<void> {
  const audio = new AudioContext()
  await audio.resume()
  const start = audio.currentTime + 0.05
  for (const [index, frequencyHz] of TONES_HZ.entries()) {
    const at = start + index * (TONE_S + PAUSE_S)
    const oscillator = new OscillatorNode(audio, { frequency: frequencyHz })
    const gain = new GainNode(audio, { gain: 0 })
    gain.gain.setValueAtTime(0, at)
    gain.gain.linearRampToValueAtTime(0.25, at + 0.03)
    gain.gain.setValueAtTime(0.25, at + TONE_S - 0.06)
    gain.gain.linearRampToValueAtTime(0, at + TONE_S)
    oscillator.connect(gain).connect(audio.destination)
    oscillator.start(at)
    oscillator.stop(at + TONE_S)
  }
  await new Promise<void>((resolve) => setTimeout(resolve, (TONES_HZ.length * (TONE_S + PAUSE_S) + 0.2) * 1000))
  await audio.close()
}
