import '@fontsource-variable/newsreader/opsz.css'
import '@fontsource-variable/atkinson-hyperlegible-next/wght.css'
import { type ReactNode, StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { startTranslations } from '../lib/i18n/i18n.ts'

/** Draws the pages of one document once the texts are there. */
export function mount(pages: ReactNode): void {
  const root = document.getElementById('root')
  if (root === null) throw new Error('the document has no #root')
  const queries = new QueryClient({ defaultOptions: { queries: { retry: 2, refetchOnWindowFocus: false, staleTime: 10_000 } } })
  void startTranslations().then(() => {
    createRoot(root).render(
      <StrictMode>
        <QueryClientProvider client={queries}>{pages}</QueryClientProvider>
      </StrictMode>,
    )
  })
}
