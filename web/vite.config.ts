import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const document = (name: string) => fileURLToPath(new URL(`./${name}.html`, import.meta.url))

// Three documents, because their headers differ: an attendee's page may never ask for a camera (security.md ID-07).
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    sourcemap: true,
    // The content security policy allows neither inline assets nor the preload polyfill's inline script.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: { attendee: document('attendee'), trainer: document('trainer'), organiser: document('organiser') } },
  },
})
