<<<<<<<< HEAD:src/dashboard/built/dashboard/read-only-DbbjPvnI.js
import{S as e}from"./index-B1xRXst6.js";function t(){return e(`div`,{class:`empty big`,children:[e(`h2`,{children:`You may look, but not change anything.`}),e(`p`,{children:`Ask whoever gave you your token for one that may, and sign in with that.`}),e(`a`,{class:`button`,href:`/reminders`,children:`Look through all reminders`})]})}export{t};
========
import{S as e}from"./index-DzqntBG8.js";function t(){return e(`div`,{class:`empty big`,children:[e(`h2`,{children:`You may look, but not change anything.`}),e(`p`,{children:`Ask whoever gave you your token for one that may, and sign in with that.`}),e(`a`,{class:`button`,href:`/reminders`,children:`Look through all reminders`})]})}export{t};
>>>>>>>> a39c3c2 (Say what is wrong only as long as it is):src/dashboard/built/dashboard/read-only-Dk2s9X6Z.js
