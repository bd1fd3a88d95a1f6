import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import './page.css';
import { GraphiQL } from 'graphiql';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { examples } from './examples';
import { sendOperation } from './send-operation';

const root = document.getElementById('root');
if (!root) throw new Error('The page lost its root element.');

createRoot(root).render(
  <StrictMode>
    <GraphiQL fetcher={sendOperation} defaultTabs={[...examples()]} shouldPersistHeaders={false}>
      <GraphiQL.Logo>
        <span className="trove-logo">
          <img src="/graphiql/favicon.svg" alt="" /> Trove
        </span>
      </GraphiQL.Logo>
    </GraphiQL>
  </StrictMode>,
);
