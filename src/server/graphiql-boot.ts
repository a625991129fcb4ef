/**
 * What GraphiQL's page runs first. GraphiQL keeps its tabs in the browser from the first visit on, so a time that
 * was prepared then lies in the past by now: such times are moved to shortly ahead.
 */
export const bootScript = `'use strict';
const { workers, options } = JSON.parse(document.getElementById('settings').textContent);
self.MonacoEnvironment = { globalAPI: false, getWorkerUrl: (_moduleId, label) => workers[label] };

function ahead(variables) {
  return variables.replace(/("scheduledTime"\\s*:\\s*")([^"]+)"/g, (all, before, time) =>
    Date.parse(time) < Date.now() ? before + new Date(Date.now() + 20_000).toISOString() + '"' : all);
}
try {
  const state = JSON.parse(localStorage.getItem('graphiql:tabState'));
  for (const tab of state.tabs) if (tab.variables) tab.variables = ahead(tab.variables);
  localStorage.setItem('graphiql:tabState', JSON.stringify(state));
  const variables = localStorage.getItem('graphiql:variables');
  if (variables) localStorage.setItem('graphiql:variables', ahead(variables));
} catch {
  // The first visit, or a browser that keeps nothing.
}
YogaGraphiQL.renderYogaGraphiQL(document.getElementById('root'), options);
`;
