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

const tabs = examples();

// Whoever comes back finds the tabs as they were left; only a first visit gets the examples, and GraphiQL wants to be told
// the variables of the open tab on their own.
const firstVisit = localStorage.getItem('graphiql:tabState') === null;

createRoot(root).render(
  <StrictMode>
    <GraphiQL
      fetcher={sendOperation}
      defaultTabs={[...tabs]}
      {...(firstVisit && tabs[0] && { initialVariables: tabs[0].variables })}
      defaultEditorToolsVisibility="variables"
      shouldPersistHeaders={false}
    >
      <GraphiQL.Logo>
        <span className="trove-logo">
          <img src="/graphiql/favicon.svg" alt="" /> Trove
        </span>
      </GraphiQL.Logo>
    </GraphiQL>
  </StrictMode>,
);
