import { useTranslation } from 'react-i18next'
import { BrowserRouter, Route, Routes } from 'react-router'
import { Gate } from '../../features/staff/Gate.tsx'
import { WrongDoor } from '../../features/staff/WrongDoor.tsx'
import { Announcer } from '../../ui/Announcer.tsx'
import { MonitorPage } from './MonitorPage.tsx'
import { PostPage } from './PostPage.tsx'
import { SeatsPage } from './SeatsPage.tsx'
import { SeminarsPage } from './SeminarsPage.tsx'
import { TextsPage } from './TextsPage.tsx'
import { TicketsPage } from './TicketsPage.tsx'

/** Everything below /orga: for organisers. */
export function OrganiserPages() {
  const { t } = useTranslation('staff')
  return (
    <>
      <Announcer />
      <Gate place={t('organisation')}>
        {(member) =>
          member.role === 'organiser' ? (
            <BrowserRouter>
              <Routes>
                <Route path="/orga/:slug" element={<MonitorPage />} />
                <Route path="/orga/:slug/plaetze" element={<SeatsPage />} />
                <Route path="/orga/:slug/tickets" element={<TicketsPage />} />
                <Route path="/orga/:slug/post" element={<PostPage />} />
                <Route path="/orga/:slug/texte" element={<TextsPage />} />
                <Route path="*" element={<SeminarsPage />} />
              </Routes>
            </BrowserRouter>
          ) : (
            <WrongDoor belongs="studio" />
          )
        }
      </Gate>
    </>
  )
}
