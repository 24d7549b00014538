import { useState } from 'react'
import { BrowserRouter, Route, Routes } from 'react-router'
import { Listener } from '../../features/stage/listener.ts'
import { NamingPage } from '../public/NamingPage.tsx'
import { NumberPage } from '../public/NumberPage.tsx'
import { StartPage } from '../public/StartPage.tsx'
import './attendee.css'
import { SeminarPage } from './SeminarPage.tsx'
import { type Sound, SoundContext } from './sound.ts'

/** Everything a browser without staff rights can open. */
export function AttendeePages() {
  const [sound] = useState(createSound)
  return (
    <SoundContext value={sound}>
      <BrowserRouter>
        <Routes>
          <Route path="/" element={<StartPage />} />
          <Route path="/zugang" element={<NumberPage onGesture={sound.unlock} />} />
          <Route path="/benennen/:token?" element={<NamingPage />} />
          <Route path="/s/:slug/:token?" element={<SeminarPage />} />
          <Route path="*" element={<StartPage />} />
        </Routes>
      </BrowserRouter>
    </SoundContext>
  )
}

/** One listener for the life of the page, made at the first gesture or when the room needs it. */
function createSound(): Sound {
  let listener: Listener | null = null
  let source: Parameters<Sound['listenTo']>[0] | null = null
  // Read once: the address is shortened while the page lives. ?spc=0 is the way around broken single connections.
  const isSinglePeer = new URLSearchParams(location.search).get('spc') !== '0'
  const ready = (): Listener => {
    listener ??= new Listener({
      isSinglePeer,
      takeAccess: () => {
        if (!source) throw new Error('no seminar to listen to')
        return source()
      },
    })
    return listener
  }
  return {
    unlock: () => void ready().unlock(),
    listenTo: (takeAccess) => {
      source = takeAccess
      return ready()
    },
  }
}
