/**
 * What GraphiQL's page runs first. GraphiQL keeps its tabs in the browser from the first visit on, so what was
 * prepared then is of the past by now: times are moved to shortly ahead, and the cursor to where the log ends.
 */
export const bootScript = `'use strict';
const { workers, options, cursor } = JSON.parse(document.getElementById('settings').textContent);
self.MonacoEnvironment = { globalAPI: false, getWorkerUrl: (_moduleId, label) => workers[label] };

function ahead(query) {
  return query
    .replace(/(scheduledTime\\s*:\\s*")([^"]+)"/g, (all, before, time) =>
      Date.parse(time) < Date.now() ? before + new Date(Date.now() + 20_000).toISOString() + '"' : all)
    .replace(/(after: ")[^"]*(" # where the log ended)/, '$1' + cursor + '$2');
}
try {
  const state = JSON.parse(localStorage.getItem('graphiql:tabState'));
  for (const tab of state.tabs) if (tab.query) tab.query = ahead(tab.query);
  localStorage.setItem('graphiql:tabState', JSON.stringify(state));
  const query = localStorage.getItem('graphiql:query');
  if (query) localStorage.setItem('graphiql:query', ahead(query));
} catch {
  // The first visit, or a browser that keeps nothing.
}
YogaGraphiQL.renderYogaGraphiQL(document.getElementById('root'), options);
`;
