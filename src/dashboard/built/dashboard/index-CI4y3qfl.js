const __vite__mapDeps=(i,m=__vite__mapDeps,d=(m.f||(m.f=["dashboard/web-socket-40d8oIV4.js","dashboard/error-from-problems-Dseee6j_.js","dashboard/server-sent-events-BWtsOMs9.js","dashboard/detail-page-Bw_cw5kD.js","dashboard/phone-field-CelG8hoC.js","dashboard/new-page-DavtZS4j.js","dashboard/read-only-DoasXg7m.js","dashboard/import-page-XNc3My0B.js"])))=>i.map(i=>d[i]);
import{a as e,i as t,n,o as r,r as i,t as a}from"./error-from-problems-Dseee6j_.js";var o,s,c,l,u,d,f,p,m,h,g,_=Symbol.for(`pv`),v={},y=[],b=/^m(i|n|o|s|text|space)$/,ee=Array.isArray,x=y.slice,S=Object.assign;function C(e){e&&e.parentNode&&e.remove()}function w(e,t,n){var r,i,a,o={},s=arguments.length;for(a in t)a==`key`?r=t[a]:a==`ref`&&typeof e!=`function`?i=t[a]:o[a]=t[a];return s>2&&(o.children=s>3?x.call(arguments,2):n),T(e,o,r,i,null)}function T(e,t,n,r,i){var a={type:e,props:t,key:n,ref:r,__k:null,__:null,__b:0,__e:null,__c:null,constructor:_,__v:i||++s,__i:-1,__u:0};return!i&&o.vnode&&o.vnode(a),a}function E(e){return e.children}function te(e,t){this.props=e,this.context=t,this.__g=0}function D(e,t){if(t==null)return e.__&&D(e.__,e.__i+1);for(var n;t<e.__k.length;t++)if((n=e.__k[t])&&n.__e)return n.__e;return typeof e.type!=`function`||e.props.__P?null:D(e)}function ne(e){var t,n=e.__v,r=n.__e,i=[],a=[],s=e.__P;s&&((t=S({constructor:_},n)).__v=n.__v+1,o.vnode&&o.vnode(t),le(s,t,n,e.__n,s.namespaceURI,32&n.__u?[r]:null,i,r||D(n),32&n.__u,a),t.__v=n.__v,t.__.__k[t.__i]=t,fe(i,t,a),n.__=n.__e=null,t.__e!=r&&re(t))}function re(e){if((e=e.__)&&e.__c&&!e.props.__P)return e.__e=null,e.__k.some(function(t){return t&&(e.__e=t.__e)}),re(e)}function ie(e){(8&e.__g||(e.__g|=8,l.push(e),d++))&&u==o.debounceRendering||((u=o.debounceRendering)||queueMicrotask)(O)}function O(){try{for(var e,t=1;l.length;)l.length>t&&l.sort(f),e=l.shift(),t=l.length,8&e.__g&&ne(e)}finally{(d=l.length)&&(u||queueMicrotask)(O)}}function ae(e,t,n,r,i,a,o,s,c,l,u){var d,f,p,m,h,g,_=r.__k||y,b=t.length;for(c=oe(n,t,_,c,b),d=0;d<b;d++)(p=n.__k[d])!=null&&(f=~p.__i&&_[p.__i]||v,p.__i=d,g=le(e,p,f,i,a,o,s,c,l,u),m=p.__e,(f.ref!=p.ref||8&f.__u)&&(f.ref&&me(f.ref,null,p,f),p.ref&&u.push(p.ref,p.__c||m,p)),h||=m,4&p.__u?(c=k(p,c,e,!f.__v),f.__e&&(f.__e=null)):typeof p.type==`function`&&g!==void 0?c=g:m&&(c=m.nextSibling),p.__u&=-21);return n.__e=h,c}function oe(e,t,n,r,i){var a,o,s,c,l,u,d,f,p,m=n.length,h=m,g=0,v=0,y=e.__k=Array(i);for(a=0;a<i;a++)(o=t[a])!=null&&typeof o!=`boolean`&&typeof o!=`function`?(typeof o!=`object`||o.constructor===String?o=y[a]=T(null,o):ee(o)?o=y[a]=T(E,{children:o}):o.constructor===_&&o.__b?o=y[a]=T(o.type,o.props,o.key,o.ref,o.__v):y[a]=o,c=a+g,o.__=e,o.__b=e.__b+1,s=null,~(l=o.__i=A(o,n,c,h))&&(h--,(s=n[l])&&(s.__u|=2)),s&&s.__v?(o.__u|=16,l==c-1?g--:l==c+1?g++:l!=c&&(l>c?g--:g++,v=1)):(~l||(i>m?g--:i<m&&g++),typeof o.type!=`function`&&(o.__u|=4))):y[a]=null;if(v){for(u=[],d=[],a=0;a<i;a++)if((o=y[a])&&16&o.__u){for(g=0,f=u.length;g<f;)u[p=g+f>>1]<o.__i?g=p+1:f=p;u[g]=o.__i,d[a]=g+1}for(g=u.length;a--;)d[a]&&(d[a]==g?g--:y[a].__u|=4)}if(h)for(a=0;a<m;a++)!(s=n[a])||2&s.__u||(s.__e==r&&(r=D(s)),he(s,s));return r}function k(e,t,n,r){var i,a,o,s;if(typeof e.type==`function`){if(e.props.__P)return t;if(i=e.__k)for(a=0;a<i.length;a++)i[a]&&(i[a].__=e,t=k(i[a],t,n,!1));return t}for(t&&!t.parentNode&&(t=D(e))&&!t.parentNode&&(t=null),o=e.__e,s=t;s&&s.nodeType==8;)s=s.nextSibling;for(o!=s&&(!r&&n.moveBefore&&o.parentNode?n.moveBefore(o,t):n.insertBefore(o,t||null)),t=o;(t&&=t.nextSibling)&&t.nodeType==8&&!t.data.startsWith(`$s`););return t}function A(e,t,n,r){var i,a=e.key,o=e.type,s=t[n],c=s&&!(2&s.__u);if(s===null&&a==null||c&&a==s.key&&o==s.type)return n;if(r>+!!c){for(i=n-1;i>=0;i--)if((s=t[i])&&!(2&s.__u)&&a==s.key&&o==s.type)return i;for(i=n+1;i<t.length;i++)if((s=t[i])&&!(2&s.__u)&&a==s.key&&o==s.type)return i}return-1}function j(e,t,n){n??=``,t[0]==`-`?e.setProperty(t,n):e[t]=n}function se(e,t,n,r,i){var a,o;if(t==`style`){if(typeof n==`string`)e.style.cssText=n;else{if(typeof r==`string`&&(e.style.cssText=r=``),r)for(t in r)n&&t in n||j(e.style,t);if(n)for(t in n)r&&n[t]==r[t]||j(e.style,t,n[t])}}else if(t[0]==`o`&&t[1]==`n`)typeof n!=`function`&&(n=null),typeof r!=`function`&&(r=null),(e.__e||={})[t]=n,n&&r||(o=g[t]||(g[t]=ce(t)),(e.__a||={})[t]=h,a=t!=(t=t.replace(m,`$1`)),(t=t.slice(2))[0]<`a`&&(t=t.toLowerCase()),n?e.addEventListener(t,o,a):e.removeEventListener(t,o,a));else{if(i==`http://www.w3.org/2000/svg`)t=t.replace(/xlink(H|:h)/,`h`).replace(/sName$/,`s`);else if(t!=`width`&&t!=`height`&&t!=`href`&&t!=`list`&&t!=`form`&&t!=`tabIndex`&&t!=`download`&&t!=`rowSpan`&&t!=`colSpan`&&t!=`role`&&t!=`popover`&&t in e)try{e[t]=n??``;return}catch{}if(typeof n==`function`)return;n==null||!1===n&&t[4]!=`-`?e.removeAttribute(t):e.setAttribute(t,t==`popover`&&n==1?``:n)}}function ce(e){return function(t){var n=this.__e;if(n){if(n=n[e],t[p]==null)t[p]=h++;else if(t[p]<this.__a[e])return;return n(o.event?o.event(t):t)}}}function le(e,t,n,r,i,a,s,c,l,u){var d,f,p,m,h,g,v,b,x,w,T,ne,re,ie,O,oe,k,A,j=t.type;if(t.constructor!==_)return null;128&n.__u&&(l=32&n.__u,d=n.__c.__z)&&(t.__u|=l,f=a=[],d.nodeType==8?c=ue(d,a):a.push(d),c=a[0]||c),(d=o.__b)&&d(t);n:if(typeof j==`function`){p=s.length;try{if(b=t.props,x=(d=j.prototype)&&d.render,w=(d=j.contextType)&&r[d.__c],T=d?w?w.props.value:d.__:r,(m=n.__c)?(t.__c=m,2&m.__g&&(m.__g|=1)):(x?t.__c=m=new j(b,T):(t.__c=m=new te(b,T),m.constructor=j,m.render=ge),w&&w.sub(m),m.state||(m.state={}),m.__n=r,m.__g|=8,m.__h=[],m.__k=[]),x&&(m.__s||(m.__s=m.state),j.getDerivedStateFromProps&&(m.__s==m.state&&(m.__s=S({},m.__s)),S(m.__s,j.getDerivedStateFromProps(b,m.__s)))),h=m.props,g=m.state,m.__v=t,n.__c){if(b!==h&&x&&!j.getDerivedStateFromProps&&m.componentWillReceiveProps&&m.componentWillReceiveProps(b,T),t.__v==n.__v&&!(8&m.__g)||!(4&m.__g)&&m.shouldComponentUpdate&&!1===m.shouldComponentUpdate(b,m.__s,T)){t.__v!=n.__v&&(m.props=b,m.state=m.__s,m.__g&=-9),t.__e=n.__e,t.__k=n.__k,t.__k.some(function(e){e&&(e.__=t)}),y.push.apply(m.__h,m.__k),m.__k=[],m.__h.length&&s.push(m),c=D(n);break n}m.componentWillUpdate&&m.componentWillUpdate(b,m.__s,T),x&&m.componentDidUpdate&&m.__h.push(function(){m.componentDidUpdate(h,g,v)})}else x&&!j.getDerivedStateFromProps&&m.componentWillMount&&m.componentWillMount(),x&&m.componentDidMount&&m.__h.push(m.componentDidMount);m.context=T,m.props=b,m.__P=e,m.__g&=-5,ne=o.__r,re=x?25:0;do m.__g&=-9,ne&&ne(t),d=m.render(m.props,m.state=m.__s,m.context);while(8&m.__g&&++re<25);x&&(y.push.apply(m.__h,m.__k),m.__k=[]),m.state=m.__s,m.getChildContext&&(r=S({},r,m.getChildContext())),x&&n.__c&&m.getSnapshotBeforeUpdate&&(v=m.getSnapshotBeforeUpdate(h,g)),ie=d&&d.type===E&&d.key==null?d.props.children:d,b.__P&&(d=c,i=(e=b.__P).namespaceURI,l=a=null,n.props&&n.props.__P!=e&&(n.__k.some(function(e){e&&he(e,e)}),n.__k=null),c=n.__k?D(n,0):null),c=ae(e,ee(ie)?ie:[ie],t,n,r,i,a,s,c,l,u),b.__P&&(t.__e=null,c=d),t.__u&=-161,f&&f.some(C),m.__h.length&&s.push(m),1&m.__g&&(m.__g&=-4)}catch(e){if(s.length=p,t.__v=null,l||a){if(e&&e.then){if(t.__u|=128|l,a){for(~(k=a.indexOf(c||void 0))||(k=a.length);(A=a[k-1])&&A.nodeType==8;)k--;for(;k<a.length;k++)if(A=a[k]){if(a[k]=null,O){if(A==oe)break}else{if(A.nodeType!=8)break;A.data.startsWith(`$s`)&&(oe=ue(O=A))}}}if(!O){for(;c&&c.nodeType==8&&c.nextSibling;)c=c.nextSibling;O=c}(d=ue(O=t.__c.__z||(t.__c.__z=O)))?(t.__e=O,c=d):t.__e=c,c&&=c.nextSibling}else a&&a.some(C)}else t.__e=n.__e;t.__k||=n.__k||[],e&&e.then||de(t),o.__e(e,t,n)}}else c=t.__e=pe(n.__e,t,n,r,i,a,s,l,u,e);return(d=o.diffed)&&d(t),c}function ue(e,t){if(e&&e.nodeType==8&&e.data.startsWith(`$s`))for(var n=1;e=e.nextSibling;){if(e.nodeType==8){if(e.data.startsWith(`$s`))n++;else if(e.data.startsWith(`/$s`)&&!--n)return e}t&&t.push(e)}}function de(e){e&&(e.__c&&(e.__c.__g|=4),e.__k&&e.__k.some(de))}function fe(e,t,n){for(var r=0;r<n.length;)me(n[r++],n[r++],n[r++]);o.__c&&o.__c(t,e),e.some(function(t){try{e=t.__h,t.__h=[],e.some(function(e){e.call(t)})}catch(e){o.__e(e,t.__v)}})}function pe(e,t,n,r,i,a,s,c,l,u){var d,f,p,m,h,g,_,y,S=n.props||v,w=t.props,T=t.type;if(T==`svg`?i=`http://www.w3.org/2000/svg`:T==`math`?i=`http://www.w3.org/1998/Math/MathML`:i||=`http://www.w3.org/1999/xhtml`,a){for(d=0;d<a.length;d++)if((h=a[d])&&(T?h.localName==T:h.nodeType==3)){e=h,a[d]=null;break}}if(!e){if(y=u.ownerDocument||document,!T)return y.createTextNode(w);e=y.createElementNS(i,T,w.is?w:u),c&&=(o.__m&&o.__m(t,a),!1),a=null}if(T){if(u=T==`template`&&e.content||e,a=T==`textarea`&&w.defaultValue!=null?null:a&&x.call(u.childNodes),!c&&a)for(S={},d=0;d<e.attributes.length;d++)S[(h=e.attributes[d]).name]=h.value;for(d in S)h=S[d],d==`dangerouslySetInnerHTML`?p=h:d==`children`||d in w||d==`value`&&`defaultValue`in w||d==`checked`&&`defaultChecked`in w||se(e,d,null,h,i);for(d in w)h=w[d],d==`children`?m=h:d==`dangerouslySetInnerHTML`?f=h:d==`value`?g=h:d==`checked`?_=h:c&&typeof h!=`function`||S[d]===h||se(e,d,h,S[d],i);f?(c||p&&(f.__html==p.__html||f.__html==e.innerHTML)||(e.innerHTML=f.__html),t.__k=[]):(p&&(e.textContent=``),(T==`foreignObject`||i==`http://www.w3.org/1998/Math/MathML`&&b.test(T))&&(i=`http://www.w3.org/1999/xhtml`),ae(u,ee(m)?m:[m],t,n,r,i,a,s,a?a[0]:n.__k&&D(n,0),c,l),a&&a.some(C)),c&&T!=`textarea`||(d=`value`,T==`progress`&&g==null?e.removeAttribute(d):g==null||g===e[d]&&(T!=`progress`||g)||se(e,d,g,S[d],i),d=`checked`,_!=null&&_!=e[d]&&se(e,d,_,S[d],i))}else S===w||c&&e.data==w||(e.data=w);return e}function me(e,t,n,r){try{typeof e==`function`?t?t.__x=e(t)||1:(r&&=r.__c||r.__e)&&(t=r.__x)&&(r.__x=null,typeof t==`function`?t():e(null)):e.current=t}catch(e){o.__e(e,n)}}function he(e,t,n){var r,i,a,s;if(o.unmount&&o.unmount(e),!(r=e.ref)||r.current&&r.current!=e.__e||me(r,null,t,e),r=e.__c){if(r.componentWillUnmount)try{r.componentWillUnmount()}catch(e){o.__e(e,t)}r.__P=r.__n=null}if(r=e.__k)for(s=0;s<r.length;s++)r[s]&&he(r[s],t,typeof e.type!=`function`||n&&!e.props.__P);!n&&(r=e.__c)&&(r=r.__z)&&(i=ue(r,a=[]))&&(r==e.__e&&a.some(C),C(i),C(r)),n||C(e.__e),e.__e=e.__c=e.__=null}function ge(e,t,n){return this.constructor(e,n)}function _e(e,t){var n,r,i,a;o.__&&o.__(e,t),t.nodeType==9&&(t=t.documentElement),r=(n=e&&32&e.__u)?null:t.__k,t.__k=T(E,{children:[e]}),i=[],a=[],le(t,t.__k,r||v,v,t.namespaceURI,r?null:t.firstChild?x.call(t.childNodes):null,i,r?r.__e:t.firstChild,n,a),fe(i,t.__k,a),t.__k.props.children=null}o={__e:function(e,t,n,r){for(var i,a,o;t=t.__;)if((i=t.__c)&&!(1&i.__g)){i.__g|=4;try{if((o=(a=i.constructor)&&a.getDerivedStateFromError)&&i.setState(a.getDerivedStateFromError(e)),i.componentDidCatch&&(i.componentDidCatch(e,r||{}),o=1),o&&8&i.__g)return void(i.__g|=2)}catch(t){e=t}}throw d=0,e}},s=0,c=function(e){return e!=null&&e.constructor===_},te.prototype.setState=function(e,t){var n=this.__s;n&&n!=this.state||(n=this.__s=S({},this.state)),typeof e==`function`&&(e=e(S({},n),this.props)),e&&(S(n,e),this.__v&&(t&&this.__k.push(t),ie(this)))},te.prototype.forceUpdate=function(e){this.__v&&(this.__g|=4,e&&this.__h.push(e),ie(this))},te.prototype.render=E,l=[],d=0,f=function(e,t){return e.__v.__b-t.__v.__b},p=Symbol(),m=/(PointerCapture)$|Capture$/i,h=0,g={};var ve,M,ye,be,xe=Object.is,Se=0,Ce=[],we=[],N=o,Te=N.__b,Ee=N.__r,De=N.diffed,Oe=N.__c,ke=N.unmount,Ae=N.__;function je(e,t){N.__h&&N.__h(M,e,Se||t),Se=0;var n=M.__H||(M.__H={__:[],__h:[]});return e>=n.__.length&&n.__.push({}),n.__[e]}function P(e,t){var n=je(ve++,3);!N.__s&&Ve(n.__H,t)&&(n.__P=!0,n.__=e,n.u=t,M.__H.__h.push(n))}function Me(e,t){var n=je(ve++,4);!N.__s&&Ve(n.__H,t)&&(n.__P=!1,n.__=e,n.u=t,M.__h.push(n))}function F(e){return Se=5,I(function(){return{current:e}},[])}function I(e,t){var n=je(ve++,7);return Ve(n.__H,t)&&(n.__=e(),n.__H=t),n.__}function Ne(e,t){return Se=8,I(function(){return e},t)}function Pe(){var e=je(ve++,11);if(!e.__){for(var t=M.__v;!t.__m&&t.__;)t=t.__;var n=t.__m||(t.__m=[0,0]);e.__=`P`+n[0]+`-`+n[1]++}return e.__}function Fe(){var e;do{for(;e=we.shift();)try{ze(e)}catch(t){N.__e(t,{__:(e=e.__P)&&e.__v})}for(;e=Ce.shift();){var t=e.__H;if(e.__P&&t)try{t.__h.some(ze),t.__h.some(Be),t.__h=[]}catch(n){t.__h=[],N.__e(n,e.__v)}}}while(we.length)}N.__b=function(e){M=null,Te&&Te(e)},N.__=function(e,t){e&&t.__k&&t.__k.__m&&(e.__m=t.__k.__m),Ae&&Ae(e,t)},N.__r=function(e){Ee&&Ee(e),ve=0;var t=(M=e.__c).__H;t&&(ye==M?M.__h=[]:(t.__h.some(ze),t.__h.some(Be),ve=0),t.__h=[],t.__.some(function(e){e.__N&&(e.__=e.__N),e.u=e.__N=void 0})),ye=M},N.diffed=function(e){De&&De(e);var t=e.__c;t&&t.__H&&(t.__H.__h.length&&Re(Ce.push(t)),t.__H.__.some(function(e){e.u&&(e.__H=e.u)})),ye=M=null},N.__c=function(e,t){t.some(function(e){try{e.__h.some(ze),e.__h=e.__h.filter(function(e){return!e.__||Be(e)})}catch(t){e.__h=[function(){throw t}]}}),Oe&&Oe(e,t)},N.unmount=function(e){ke&&ke(e);var t,n,r=e.__c;r&&r.__H&&(r.__H.__.some(function(r){try{if(r.__P&&r.__c){if(n===void 0){for(n=e.__;n&&(!n.__c||!n.__c.__P);)n=n.__;n&&=n.__c}r.__P=n,Re(we.push(r))}else ze(r)}catch(e){t=e}}),r.__H=void 0,t&&N.__e(t,r.__v))};var Ie=typeof requestAnimationFrame==`function`;function Le(e){var t,n=function(){clearTimeout(r),Ie&&cancelAnimationFrame(t),setTimeout(e)},r=setTimeout(n,35);Ie&&(t=requestAnimationFrame(n))}function Re(e){e!=1&&be==N.requestAnimationFrame||((be=N.requestAnimationFrame)||Le)(Fe)}function ze(e){var t=M,n=e.__c;typeof n==`function`&&(e.__c=void 0,n()),M=t}function Be(e){var t=M;e.__c=e.__(),M=t}function Ve(e,t){return!e||e.length!=t.length||t.some(function(t,n){return!xe(t,e[n])})}var He=Symbol.for(`preact-signals`);function Ue(){if(R>1)R--;else{var e,t=!1;for((function(){var e=Ze;for(Ze=void 0;e!==void 0;){var t=e.S;if(t.v===e.v)for(var n=t.t;n!==void 0;n=n.x)n.i===e.i&&(n.i=t.i);e=e.o}})();qe!==void 0;){var n=qe;for(qe=void 0,Je++;n!==void 0;){var r=n.u;if(n.u=void 0,n.f&=-3,!(8&n.f)&&et(n))try{n.c()}catch(n){t||=(e=n,!0)}n=r}}if(Je=0,R--,t)throw e}}function We(e){if(R>0)return e();Xe=++Ye,R++;try{return e()}finally{Ue()}}var Ge,L=void 0;function Ke(e){var t=L,n=Ge;L=void 0,Ge=void 0;try{return e()}finally{L=t,Ge=n}}var qe=void 0,R=0,Je=0,Ye=0,Xe=0,Ze=void 0,Qe=0;function $e(e){if(L!==void 0){var t=e.n;if(t===void 0||t.t!==L)return t={i:0,S:e,p:L.s,n:void 0,t:L,e:void 0,x:void 0,r:t},L.s!==void 0&&(L.s.n=t),L.s=t,e.n=t,32&L.f&&e.S(t),t;if(t.i===-1)return t.i=0,t.n!==void 0&&(t.n.p=t.p,t.p!==void 0&&(t.p.n=t.n),t.p=L.s,t.n=void 0,L.s.n=t,L.s=t),t}}function z(e,t){this.v=e,this.i=0,this.n=void 0,this.t=void 0,this.l=0,this.W=t?.watched,this.Z=t?.unwatched,this.name=t?.name}z.prototype.brand=He,z.prototype.h=function(){return!0},z.prototype.S=function(e){var t=this,n=this.t;n!==e&&e.e===void 0&&(e.x=n,this.t=e,n===void 0?Ke(function(){var e;(e=t.W)==null||e.call(t)}):n.e=e)},z.prototype.U=function(e){var t=this;if(this.t!==void 0){var n=e.e,r=e.x;n!==void 0&&(n.x=r,e.e=void 0),r!==void 0&&(r.e=n,e.x=void 0),e===this.t&&(this.t=r,r===void 0&&Ke(function(){var e;(e=t.Z)==null||e.call(t)}))}},z.prototype.subscribe=function(e){var t=this;return ct(function(){var n=t.value;Ke(function(){return e(n)})},{name:`sub`})},z.prototype.valueOf=function(){return this.value},z.prototype.toString=function(){return this.value+``},z.prototype.toJSON=function(){return this.value},z.prototype.peek=function(){var e=this;return Ke(function(){return e.value})},Object.defineProperty(z.prototype,"value",{get:function(){var e=$e(this);return e!==void 0&&(e.i=this.i),this.v},set:function(e){if(e!==this.v){if(Je>100)throw Error(`Cycle detected`);(function(e){R!==0&&Je===0&&e.l!==Xe&&(e.l=Xe,Ze={S:e,v:e.v,i:e.i,o:Ze})})(this),this.v=e,this.i++,Qe++,R++;try{for(var t=this.t;t!==void 0;t=t.x)t.t.N()}finally{Ue()}}}});function B(e,t){return new z(e,t)}function et(e){for(var t=e.s;t!==void 0;t=t.n)if(t.S.i!==t.i||!t.S.h()||t.S.i!==t.i)return!0;return!1}function tt(e){for(var t=e.s;t!==void 0;t=t.n){var n=t.S.n;if(n!==void 0&&(t.r=n),t.S.n=t,t.i=-1,t.n===void 0){e.s=t;break}}}function nt(e){for(var t=e.s,n=void 0;t!==void 0;){var r=t.p;t.i===-1?(t.S.U(t),r!==void 0&&(r.n=t.n),t.n!==void 0&&(t.n.p=r)):n=t,t.S.n=t.r,t.r!==void 0&&(t.r=void 0),t=r}e.s=n}function rt(e,t){z.call(this,void 0,t),this.x=e,this.s=void 0,this.g=Qe-1,this.f=4}rt.prototype=new z,rt.prototype.h=function(){if(this.f&=-3,1&this.f)return!1;if((36&this.f)==32||(this.f&=-5,this.g===Qe))return!0;if(this.g=Qe,this.f|=1,this.i>0&&!et(this))return this.f&=-2,!0;var e=L;try{tt(this),L=this;var t=this.x();(16&this.f||this.v!==t||this.i===0)&&(this.v=t,this.f&=-17,this.i++)}catch(e){this.v=e,this.f|=16,this.i++}return L=e,nt(this),this.f&=-2,!0},rt.prototype.S=function(e){if(this.t===void 0){this.f|=36;for(var t=this.s;t!==void 0;t=t.n)t.S.S(t)}z.prototype.S.call(this,e)},rt.prototype.U=function(e){if(this.t!==void 0&&(z.prototype.U.call(this,e),this.t===void 0)){this.f&=-33;for(var t=this.s;t!==void 0;t=t.n)t.S.U(t)}},rt.prototype.N=function(){if(!(2&this.f)){this.f|=6;for(var e=this.t;e!==void 0;e=e.x)e.t.N()}},Object.defineProperty(rt.prototype,"value",{get:function(){if(1&this.f)throw Error(`Cycle detected`);var e=$e(this);if(this.h(),e!==void 0&&(e.i=this.i),16&this.f)throw this.v;return this.v}});function V(e,t){return new rt(e,t)}function it(e){var t=e.j;if(e.j=void 0,typeof t==`function`){R++;var n=L;L=void 0;try{t()}catch(t){throw e.f&=-2,e.f|=8,at(e),t}finally{L=n,Ue()}}}function at(e){for(var t=e.s;t!==void 0;t=t.n)t.S.U(t);e.x=void 0,e.s=void 0,it(e)}function ot(e){if(L!==this)throw Error(`Out-of-order effect`);nt(this),L=e,this.f&=-2;try{8&this.f&&at(this)}finally{Ue()}}function st(e,t){this.x=e,this.j=void 0,this.s=void 0,this.u=void 0,this.f=32,this.name=t?.name,Ge&&Ge.push(this)}st.prototype.c=function(){var e=this.S();try{if(8&this.f||this.x===void 0)return;var t=this.x();typeof t==`function`&&(this.j=t)}finally{e()}},st.prototype.S=function(){if(1&this.f)throw Error(`Cycle detected`);this.f|=1,this.f&=-9,it(this),tt(this),R++;var e=L;return L=this,ot.bind(this,e)},st.prototype.N=function(){2&this.f||(this.f|=2,this.u=qe,qe=this)},st.prototype.d=function(){this.f|=8,1&this.f||at(this)},st.prototype.dispose=function(){this.d()};function ct(e,t){var n=new st(e,t);try{n.c()}catch(e){throw n.d(),e}var r=n.d.bind(n);return r[Symbol.dispose]=r,r}var lt,ut,dt,ft=typeof window<`u`&&!!window.__PREACT_SIGNALS_DEVTOOLS__,pt=[];ct(function(){lt=this.N})();function mt(e,t){o[e]=t.bind(null,o[e]||function(){})}function ht(e){if(dt){var t=dt;dt=void 0,t()}dt=e&&e.S()}function gt(e){var t=this,n=e.data,r=H(n);r.name=`ReactiveDom`,r.value=n;var i=I(function(){for(var e=t,n=t.__v;n=n.__;)if(n.__c){n.__c.__$f|=4;break}var i=V(function(){var e=r.value.value;return e===0?0:!0===e?``:e||``}),a=V(function(){return!Array.isArray(i.value)&&!c(i.value)}),o=ct(function(){if(this.N=xt,a.value){var t=i.value;e.__v&&e.__v.__e&&e.__v.__e.nodeType===3&&(e.__v.__e.data=t)}}),s=t.__$u.d;return t.__$u.d=function(){o(),s.call(this)},[a,i]},[]),a=i[0],o=i[1];return a.value?o.peek():o.value}gt.displayName=`ReactiveTextNode`,Object.defineProperties(z.prototype,{constructor:{configurable:!0,value:w(E,null).constructor},type:{configurable:!0,value:gt},props:{configurable:!0,get:function(){var e=this;return{data:{get value(){return e.value}}}}},__b:{configurable:!0,value:1}}),mt(`__b`,function(e,t){if(ht(),ut=void 0,typeof t.type==`string`){var n,r=t.props;for(var i in r)if(i!==`children`){var a=r[i];a instanceof z&&(n||(t.__np=n={}),n[i]=a,r[i]=a.peek())}}e(t)}),mt(`__r`,function(e,t){if(e(t),t.type!==E){ht();var n,r=t.__c;r&&(r.__$f&=-2,(n=r.__$u)===void 0&&(r.__$u=n=function(e,t){var n;return ct(function(){n=this},{name:t}),n.c=e,n}(function(e){return function(){var t;ft&&((t=this.y)==null||t.call(this)),e.__$f|=1,e.setState({})}}(r),typeof t.type==`function`?t.type.displayName||t.type.name:``))),ut=r,ht(n)}}),mt(`__e`,function(e,t,n,r){ht(),ut=void 0,e(t,n,r)}),mt(`diffed`,function(e,t){ht(),ut=void 0;var n;if(typeof t.type==`string`&&(n=t.__e)){var r=t.__np,i=t.props,a=n.U;if(a)for(var o in a){var s=a[o];s===void 0||r&&o in r||(s.d(),a[o]=void 0)}if(r)for(var c in a||(a={},n.U=a),r){var l=a[c],u=r[c];l===void 0?(l=_t(n,c,u,i),a[c]=l):l.o(u,i)}}e(t)});function _t(e,t,n,r){var i=t in e&&e.ownerSVGElement===void 0,a=B(n);return{o:function(e,t){a.value=e,r=t},d:ct(function(){this.N=xt;var n=a.value.value;r[t]!==n&&(r[t]=n,i?e[t]=n:n!=null&&(!1!==n||t[4]===`-`)?e.setAttribute(t,n):e.removeAttribute(t))})}}mt(`unmount`,function(e,t){if(typeof t.type==`string`){var n=t.__e;if(n){var r=n.U;if(r)for(var i in n.U=void 0,r){var a=r[i];a&&a.d()}}var o=t.__np;if(o){var s=t.props;for(var c in o)s[c]=o[c]}t.__np=void 0}else{var l=t.__c;if(l){l.__$f|=8;var u=l.__$u;u&&(l.__$u=void 0,u.d())}}e(t)}),mt(`__h`,function(e,t,n,r){r<3&&(t.__$f|=2),e(t,n,r)}),te.prototype.shouldComponentUpdate=function(e,t){if(this.__R)return!0;var n=this.__$u,r=n&&n.s!==void 0;for(var i in t)return!0;if(this.__f||typeof this.u==`boolean`&&!0===this.u){var a=2&this.__$f;if(!(r||a||4&this.__$f)||1&this.__$f)return!0}else if(!(r||4&this.__$f)||3&this.__$f)return!0;for(var o in e)if(o!==`__source`&&e[o]!==this.props[o])return!0;for(var s in this.props)if(!(s in e))return!0;return!1};function H(e,t){return I(function(){return B(e,t)},[])}function vt(e,t){var n=F(e);return n.current=e,ut.__$f|=4,I(function(){return V(function(){return n.current()},t)},[])}var yt=function(e){queueMicrotask(function(){queueMicrotask(e)})};function bt(){We(function(){for(var e;e=pt.shift();)lt.call(e)})}function xt(){pt.push(this)===1&&(o.requestAnimationFrame||yt)(bt)}var St=6e3,Ct=B(``),wt=0;function U(e){Ct.value=e,clearTimeout(wt),wt=setTimeout(()=>{Ct.value=``},St)}function Tt(e){let t=globalThis.location?.href,n=new URL(e,t),r=n.pathname.replace(/\/+$/,``);return n.pathname=r.endsWith(`/graphql`)?r:`${r}/graphql`,n}async function Et(e,{accept:t,body:n,signal:r}){let i=await e.authorization(),a={accept:t,"content-type":`application/json`};i!==null&&(a.authorization=i);try{return await e.fetch(e.endpoint,{method:`POST`,headers:a,body:JSON.stringify(n),signal:r})}catch(t){throw Dt(e,r,t)}}function Dt({endpoint:t},n,i){return n.aborted?n.reason:i instanceof r?i:new e(`No answer from ${t.origin}.`,{cause:i})}var W=class extends String{__apiType;value;__meta__;constructor(e,t){super(e),this.value=e,this.__meta__=t}toString(){return this.value}};new W(`
    fragment AttemptFields on CallAttempt {
  id
  number
  startedAt
  finishedAt
  outcome
  httpStatus
  callSid
  failureReason
  providerCallId
  callStatus
  result
  endedReason
  callStartedAt
  callAnsweredAt
  callEndedAt
  durationSeconds
  costUsd
}
    `,{fragmentName:`AttemptFields`}),new W(`
    fragment DispatcherFields on Dispatcher {
  paused
  pauseReason
  simulated
  nextDueAt
  overdue
  inFlight
  unresolved
  throttledUntil
  concurrencyLimit {
    calls
    account
    confirmedAt
  }
  clockSetBackSeconds
  instances {
    id
    hostname
    startedAt
    heartbeatAt
    inFlight
  }
}
    `,{fragmentName:`DispatcherFields`}),new W(`
    fragment ReminderFields on Reminder {
  id
  phoneNumber
  message
  scheduledTime
  status
  retryCount
  maxRetryAttempts
  nextAttemptAt
  deferral
  lastRunAt
  callSid
  callResult
  failureReason
  version
  createdAt
  updatedAt
}
    `,{fragmentName:`ReminderFields`}),new W(`
    fragment ErrorFields on Error {
  code
  message
  path
  ... on ValidationError {
    issues {
      code
      message
      path
    }
  }
  ... on VersionConflictError {
    reminder {
      ...ReminderFields
    }
  }
  ... on StatusConflictError {
    reminder {
      ...ReminderFields
    }
  }
}
    fragment ReminderFields on Reminder {
  id
  phoneNumber
  message
  scheduledTime
  status
  retryCount
  maxRetryAttempts
  nextAttemptAt
  deferral
  lastRunAt
  callSid
  callResult
  failureReason
  version
  createdAt
  updatedAt
}`,{fragmentName:`ErrorFields`});var Ot=new W(`
    mutation CancelReminder($input: CancelReminderInput!) {
  cancelReminder(input: $input) {
    __typename
    ... on CancelReminderSuccess {
      reminder {
        ...ReminderFields
      }
    }
    ...ErrorFields
  }
}
    fragment ErrorFields on Error {
  code
  message
  path
  ... on ValidationError {
    issues {
      code
      message
      path
    }
  }
  ... on VersionConflictError {
    reminder {
      ...ReminderFields
    }
  }
  ... on StatusConflictError {
    reminder {
      ...ReminderFields
    }
  }
}
fragment ReminderFields on Reminder {
  id
  phoneNumber
  message
  scheduledTime
  status
  retryCount
  maxRetryAttempts
  nextAttemptAt
  deferral
  lastRunAt
  callSid
  callResult
  failureReason
  version
  createdAt
  updatedAt
}`),kt=new W(`
    mutation CreateReminder($input: CreateReminderInput!) {
  createReminder(input: $input) {
    __typename
    ... on CreateReminderSuccess {
      reminder {
        ...ReminderFields
      }
    }
    ...ErrorFields
  }
}
    fragment ErrorFields on Error {
  code
  message
  path
  ... on ValidationError {
    issues {
      code
      message
      path
    }
  }
  ... on VersionConflictError {
    reminder {
      ...ReminderFields
    }
  }
  ... on StatusConflictError {
    reminder {
      ...ReminderFields
    }
  }
}
fragment ReminderFields on Reminder {
  id
  phoneNumber
  message
  scheduledTime
  status
  retryCount
  maxRetryAttempts
  nextAttemptAt
  deferral
  lastRunAt
  callSid
  callResult
  failureReason
  version
  createdAt
  updatedAt
}`),At=new W(`
    mutation CreateReminders($input: CreateRemindersInput!) {
  createReminders(input: $input) {
    __typename
    ... on CreateRemindersSuccess {
      created
      results {
        __typename
        ... on CreateReminderSuccess {
          reminder {
            ...ReminderFields
          }
        }
        ...ErrorFields
      }
    }
    ...ErrorFields
  }
}
    fragment ErrorFields on Error {
  code
  message
  path
  ... on ValidationError {
    issues {
      code
      message
      path
    }
  }
  ... on VersionConflictError {
    reminder {
      ...ReminderFields
    }
  }
  ... on StatusConflictError {
    reminder {
      ...ReminderFields
    }
  }
}
fragment ReminderFields on Reminder {
  id
  phoneNumber
  message
  scheduledTime
  status
  retryCount
  maxRetryAttempts
  nextAttemptAt
  deferral
  lastRunAt
  callSid
  callResult
  failureReason
  version
  createdAt
  updatedAt
}`),jt=new W(`
    query Dispatcher {
  dispatcher {
    ...DispatcherFields
  }
}
    fragment DispatcherFields on Dispatcher {
  paused
  pauseReason
  simulated
  nextDueAt
  overdue
  inFlight
  unresolved
  throttledUntil
  concurrencyLimit {
    calls
    account
    confirmedAt
  }
  clockSetBackSeconds
  instances {
    id
    hostname
    startedAt
    heartbeatAt
    inFlight
  }
}`),Mt=new W(`
    query LastChangeCursor {
  lastChangeCursor
}
    `),Nt=new W(`
    mutation PauseDispatch($input: PauseDispatchInput!) {
  pauseDispatch(input: $input) {
    dispatcher {
      ...DispatcherFields
    }
  }
}
    fragment DispatcherFields on Dispatcher {
  paused
  pauseReason
  simulated
  nextDueAt
  overdue
  inFlight
  unresolved
  throttledUntil
  concurrencyLimit {
    calls
    account
    confirmedAt
  }
  clockSetBackSeconds
  instances {
    id
    hostname
    startedAt
    heartbeatAt
    inFlight
  }
}`);new W(`
    subscription ReminderCallChanged($filter: ReminderFilter, $after: String) {
  reminderCallChanged(filter: $filter, after: $after) {
    cursor
    occurredAt
    reminder {
      ...ReminderFields
    }
    attempt {
      ...AttemptFields
    }
  }
}
    fragment AttemptFields on CallAttempt {
  id
  number
  startedAt
  finishedAt
  outcome
  httpStatus
  callSid
  failureReason
  providerCallId
  callStatus
  result
  endedReason
  callStartedAt
  callAnsweredAt
  callEndedAt
  durationSeconds
  costUsd
}
fragment ReminderFields on Reminder {
  id
  phoneNumber
  message
  scheduledTime
  status
  retryCount
  maxRetryAttempts
  nextAttemptAt
  deferral
  lastRunAt
  callSid
  callResult
  failureReason
  version
  createdAt
  updatedAt
}`);var Pt=new W(`
    query ReminderCounts($filter: ReminderFilter) {
  reminderCounts(filter: $filter) {
    status
    count
  }
}
    `),Ft=new W(`
    subscription ReminderStatusChanged($filter: ReminderFilter, $after: String) {
  reminderStatusChanged(filter: $filter, after: $after) {
    cursor
    previousStatus
    status
    retryCount
    failureReason
    occurredAt
    reminder {
      ...ReminderFields
    }
  }
}
    fragment ReminderFields on Reminder {
  id
  phoneNumber
  message
  scheduledTime
  status
  retryCount
  maxRetryAttempts
  nextAttemptAt
  deferral
  lastRunAt
  callSid
  callResult
  failureReason
  version
  createdAt
  updatedAt
}`),It=new W(`
    query Reminder($id: ID!) {
  reminder(id: $id) {
    ...ReminderFields
    attempts {
      ...AttemptFields
    }
  }
}
    fragment AttemptFields on CallAttempt {
  id
  number
  startedAt
  finishedAt
  outcome
  httpStatus
  callSid
  failureReason
  providerCallId
  callStatus
  result
  endedReason
  callStartedAt
  callAnsweredAt
  callEndedAt
  durationSeconds
  costUsd
}
fragment ReminderFields on Reminder {
  id
  phoneNumber
  message
  scheduledTime
  status
  retryCount
  maxRetryAttempts
  nextAttemptAt
  deferral
  lastRunAt
  callSid
  callResult
  failureReason
  version
  createdAt
  updatedAt
}`),Lt=new W(`
    query Reminders($first: Int, $after: String, $last: Int, $before: String, $filter: ReminderFilter, $orderBy: ReminderOrder, $withTotalCount: Boolean = false) {
  reminders(
    first: $first
    after: $after
    last: $last
    before: $before
    filter: $filter
    orderBy: $orderBy
  ) {
    edges {
      cursor
      node {
        ...ReminderFields
      }
    }
    pageInfo {
      hasNextPage
      hasPreviousPage
      startCursor
      endCursor
    }
    totalCount @include(if: $withTotalCount)
  }
}
    fragment ReminderFields on Reminder {
  id
  phoneNumber
  message
  scheduledTime
  status
  retryCount
  maxRetryAttempts
  nextAttemptAt
  deferral
  lastRunAt
  callSid
  callResult
  failureReason
  version
  createdAt
  updatedAt
}`),Rt=new W(`
    mutation ResumeDispatch($input: ResumeDispatchInput!) {
  resumeDispatch(input: $input) {
    dispatcher {
      ...DispatcherFields
    }
  }
}
    fragment DispatcherFields on Dispatcher {
  paused
  pauseReason
  simulated
  nextDueAt
  overdue
  inFlight
  unresolved
  throttledUntil
  concurrencyLimit {
    calls
    account
    confirmedAt
  }
  clockSetBackSeconds
  instances {
    id
    hostname
    startedAt
    heartbeatAt
    inFlight
  }
}`),zt=new W(`
    mutation RetryReminder($input: RetryReminderInput!) {
  retryReminder(input: $input) {
    __typename
    ... on RetryReminderSuccess {
      reminder {
        ...ReminderFields
      }
    }
    ...ErrorFields
  }
}
    fragment ErrorFields on Error {
  code
  message
  path
  ... on ValidationError {
    issues {
      code
      message
      path
    }
  }
  ... on VersionConflictError {
    reminder {
      ...ReminderFields
    }
  }
  ... on StatusConflictError {
    reminder {
      ...ReminderFields
    }
  }
}
fragment ReminderFields on Reminder {
  id
  phoneNumber
  message
  scheduledTime
  status
  retryCount
  maxRetryAttempts
  nextAttemptAt
  deferral
  lastRunAt
  callSid
  callResult
  failureReason
  version
  createdAt
  updatedAt
}`),Bt=new W(`
    mutation UpdateReminder($input: UpdateReminderInput!) {
  updateReminder(input: $input) {
    __typename
    ... on UpdateReminderSuccess {
      reminder {
        ...ReminderFields
      }
    }
    ...ErrorFields
  }
}
    fragment ErrorFields on Error {
  code
  message
  path
  ... on ValidationError {
    issues {
      code
      message
      path
    }
  }
  ... on VersionConflictError {
    reminder {
      ...ReminderFields
    }
  }
  ... on StatusConflictError {
    reminder {
      ...ReminderFields
    }
  }
}
fragment ReminderFields on Reminder {
  id
  phoneNumber
  message
  scheduledTime
  status
  retryCount
  maxRetryAttempts
  nextAttemptAt
  deferral
  lastRunAt
  callSid
  callResult
  failureReason
  version
  createdAt
  updatedAt
}`);function Vt(){let e=new WeakMap;return{give:t=>t.map(t=>({...t,idempotencyKey:t.idempotencyKey??e.get(t)??Ht()})),keep(t,n){for(let[r,i]of t.entries()){let t=n[r]?.idempotencyKey;t!==void 0&&e.set(i,t)}},forget(t){for(let n of t)e.delete(n)}}}function Ht(){let e=crypto.getRandomValues(new Uint8Array(16));return Array.from(e,e=>e.toString(16).padStart(2,`0`)).join(``)}var Ut=250;function Wt(e,t,n=Math.random){return Math.min(t,Ut*2**(e-1))*(1-n()/2)}function Gt(e,t){return new Promise((n,r)=>{t?.throwIfAborted();let i=()=>{clearTimeout(a),r(t?.reason)},a=setTimeout(()=>{t?.removeEventListener(`abort`,i),n()},e);t?.addEventListener(`abort`,i,{once:!0})})}var Kt=5e3,qt=[408,429,502,503,504],Jt=[`SERVICE_UNAVAILABLE`,`RATE_LIMITED`,`TOO_MANY_SUBSCRIPTIONS`];async function Yt(e,{retries:t,signal:n}){for(let r=1;;r++)try{return await e()}catch(e){if(r>t||n?.aborted||!Xt(e))throw e;let i=Zt(e);if(i>Kt)throw e;await Gt(Math.max(i,Wt(r,Kt)),n)}}function Xt(n){return n instanceof t?Jt.includes(n.code):n instanceof e?n.status===null||qt.includes(n.status):!1}function Zt(n){if(n instanceof e)return n.retryAfterMs??0;let r=n instanceof t&&n.problems[0]?.extensions?.retryAfterSeconds;return typeof r==`number`?r*1e3:0}function Qt({data:e,errors:t},n=null){if(t||e==null)throw a(t??[],n);return e}async function $t(t,n,r){let{status:a,headers:o}=n,s=o.get(`x-request-id`),c;try{c=await n.text()}catch(e){throw Dt(t,r,e)}let l=en(c);if(a===401||a===403){let e=l?.errors?.[0]?.message??`The server refused this token.`;throw new i(e,{requestId:s})}if(l)return Qt(l,s);throw new e(`${t.endpoint.origin} answered HTTP ${a} without a GraphQL result.`,{status:a,requestId:s,retryAfterMs:nn(o.get(`retry-after`))})}function en(e){try{let t=JSON.parse(e);return tn(t)?t:null}catch{return null}}function tn(e){return typeof e!=`object`||!e?!1:`data`in e||`errors`in e&&Array.isArray(e.errors)}function nn(e){return e!==null&&/^\d{1,9}$/.test(e)?Number(e)*1e3:null}async function rn(t,n,r){r?.throwIfAborted();let{endpoint:i,timeoutMs:a}=t,o=new AbortController,s=()=>o.abort(r?.reason),c=()=>o.abort(new e(`No answer from ${i.origin} within ${a} ms.`));r?.addEventListener(`abort`,s,{once:!0});let l=setTimeout(c,a);try{return await $t(t,await Et(t,{accept:`application/graphql-response+json, application/json`,body:{query:String(n.document),variables:n.variables},signal:o.signal}),o.signal)}finally{clearTimeout(l),r?.removeEventListener(`abort`,s)}}var an=15e3;function on(e,{filter:t,after:n,signal:r,onConnection:i=()=>{}}){let a=new AbortController,o=()=>a.abort();r?.addEventListener(`abort`,o),r?.aborted&&o();let s=c();async function*c(){try{let r=n??await e.readCursor(a.signal),o=await e.loadTransport();for(let n=0;!a.signal.aborted;){let s=null,c=1/0,l={query:String(Ft),variables:{filter:t,after:r}},u={signal:a.signal,onConnected(){c=performance.now(),i({kind:`connected`})}};try{for await(let t of o(e.connection,l,u)){let e=Qt(t);n=0,r=e.reminderStatusChanged.cursor,yield e.reminderStatusChanged}}catch(e){if(!Xt(e))throw e;s=e}if(a.signal.aborted)return;i({kind:`lost`,error:s}),n=performance.now()-c>an?1:n+1,await Gt(Wt(n,an),a.signal)}}catch(e){if(!a.signal.aborted)throw e}finally{r?.removeEventListener(`abort`,o)}}return{next:()=>s.next(),return(){return o(),r?.removeEventListener(`abort`,o),s.return()},[Symbol.asyncIterator](){return this}}}var sn=(function(){let e=typeof document<`u`&&document.createElement(`link`).relList;return e&&e.supports&&e.supports(`modulepreload`)?`modulepreload`:`preload`})(),cn=function(e){return`/`+e},ln={},un=function(e){return e.pathname.endsWith(`.css`)},dn=function(e,t,n){if(t in e)return e[t];let r=n();if(!r){e[t]=void 0;return}let i=r.then(()=>{e[t]=void 0},n=>{throw e[t]=void 0,n});return e[t]=i,i},fn=function(e,t,n){let r=Promise.resolve();if(t&&t.length>0){let e,i=document.querySelector(`meta[property=csp-nonce]`),a=i?.nonce||i?.getAttribute(`nonce`);function o(e){return Promise.all(e.map(e=>Promise.resolve(e).then(e=>({status:`fulfilled`,value:e}),e=>({status:`rejected`,reason:e}))))}function s(e){return import.meta.resolve?new URL(import.meta.resolve(e)):new URL(e,import.meta.url)}r=o(t.map(t=>{t=cn(t,n);let r=s(t),i=un(r);return dn(ln,r.href,()=>{if(e===void 0){e={all:new Set,styles:new Set};let t=document.getElementsByTagName(`link`);for(let n=t.length-1;n>=0;n--){let r=t[n];e.all.add(r.href),r.rel===`stylesheet`&&e.styles.add(r.href)}}if((i?e.styles:e.all).has(r.href))return;let t=document.createElement(`link`);if(t.rel=i?`stylesheet`:sn,i||(t.as=`script`),t.crossOrigin=``,t.href=r.href,a&&t.setAttribute(`nonce`,a),document.head.appendChild(t),i)return new Promise((e,n)=>{let i=a=>{t.removeEventListener(`load`,i),t.removeEventListener(`error`,i),a.type===`error`?n(Error(`Unable to preload CSS for ${r}`)):e(a)};t.addEventListener(`load`,i),t.addEventListener(`error`,i)})})}).filter(e=>e!==void 0))}function i(e){let t=new Event(`vite:preloadError`,{cancelable:!0});if(t.payload=e,window.dispatchEvent(t),!t.defaultPrevented)throw e}return r.then(t=>{for(let e of t||[])e.status===`rejected`&&i(e.reason);return e().catch(i)})};function pn(e){let{token:t,retries:n=3,timeoutMs:r=3e4,silenceMs:i=3e4}=e,a=e.WebSocket??globalThis.WebSocket,{transport:o=a?`websocket`:`server-sent-events`}=e,s={endpoint:Tt(e.url),fetch:e.fetch??((e,t)=>globalThis.fetch(e,t)),WebSocket:a,timeoutMs:r,silenceMs:i,async authorization(){let e=typeof t==`function`?await t():t;return e===void 0?null:`Bearer ${e}`}},c=Vt();function l(e,t,{signal:r,mayRepeat:i=!1}={}){return Yt(()=>rn(s,{document:e,variables:t},r),{retries:i?n:0,signal:r})}function u(e,t,{signal:n}={}){return l(e,t,{signal:n,mayRepeat:!0})}async function d(e,t){let n=c.give(e);try{let r=await t(n);return c.forget(e),r}catch(t){throw c.keep(e,n),t}}async function*f(e={}){let{filter:t,orderBy:n,pageSize:r,withTotalCount:i=!1}=e,a=e.after??null;for(let o=!0;o;){let{reminders:s}=await u(Lt,{filter:t,orderBy:n,first:r,after:a,withTotalCount:i},e),{pageInfo:c,edges:l,totalCount:d=null}=s;({hasNextPage:o,endCursor:a}=c),yield{reminders:l.map(({node:e})=>e),hasNextPage:o,endCursor:a,totalCount:d}}}async function p(e){return(await u(Mt,{},e)).lastChangeCursor}async function m(){return o===`websocket`?(await fn(async()=>{let{subscribeByWebSocket:e}=await import(`./web-socket-40d8oIV4.js`);return{subscribeByWebSocket:e}},__vite__mapDeps([0,1]))).subscribeByWebSocket:(await fn(async()=>{let{subscribeByServerSentEvents:e}=await import(`./server-sent-events-BWtsOMs9.js`);return{subscribeByServerSentEvents:e}},__vite__mapDeps([2,1]))).subscribeByServerSentEvents}return{execute:l,list:f,cursor:p,watch:(e={})=>on({connection:s,loadTransport:m,readCursor:e=>p({signal:e})},e),async schedule(e,t){return(await d([e],([e])=>u(kt,{input:e},t))).createReminder},async scheduleMany(e,{errorPolicy:t=`REJECT_EVERYTHING`,signal:n}={}){return(await d(e,e=>u(At,{input:{reminders:[...e],errorPolicy:t}},{signal:n}))).createReminders},async update(e,t){return(await l(Bt,{input:e},t)).updateReminder},async cancel(e,t){return(await l(Ot,{input:typeof e==`string`?{id:e}:e},t)).cancelReminder},async retry(e,t){return(await l(zt,{input:typeof e==`string`?{id:e}:e},t)).retryReminder},async get(e,t){return(await u(It,{id:e},t)).reminder},async counts({filter:e,signal:t}={}){let{reminderCounts:n}=await u(Pt,{filter:e},{signal:t}),r=n.map(({status:e,count:t})=>[e,t]);return Object.fromEntries(r)},dispatcher:{async status(e){return(await u(jt,{},e)).dispatcher},async pause({reason:e,signal:t}={}){let{pauseDispatch:n}=await u(Nt,{input:{reason:e}},{signal:t});return n.dispatcher},async resume({reason:e,signal:t}={}){let{resumeDispatch:n}=await u(Rt,{input:{reason:e}},{signal:t});return n.dispatcher}}}}var G=pn({url:`/`});function K(n){return n instanceof i?(mn(),`${n.message} Sign in with a token that allows it, or ask whoever gave you yours.`):n instanceof e?`Bellhop does not answer. Check that it runs and that you are online, then try again.`:n instanceof t?n.message:`Something unexpected happened (${String(n)}). Reload the page; if it stays, tell whoever runs Bellhop.`}async function mn(){(await fetch(`/`,{method:`HEAD`,redirect:`manual`})).type===`opaqueredirect`&&hn()}function hn(){let e=`${location.pathname}${location.search}`;location.assign(`/session?${new URLSearchParams({to:e})}`)}async function gn(){await fetch(`/session`,{method:`DELETE`}),location.assign(`/session`)}var _n=3e3,vn=100,yn=B(`connecting`),bn=B(0),xn=new Set,Sn=[],Cn=Promise.withResolvers();function wn(){return Cn.promise}function Tn(e){return xn.add(e),()=>void xn.delete(e)}async function En(){let e=null,t=!1;for(;;)try{e===null&&(e=await G.cursor(),Cn.resolve(),t&&bn.value++,t=!1);for await(let t of G.watch({after:e,onConnection:({kind:e})=>Dn(e)}))e=t.cursor,Sn.length===0&&setTimeout(On,vn),Sn.push(t)}catch(r){if(yn.value=`lost`,r instanceof i&&K(r),r instanceof n){e=null,t=!0,Cn=Promise.withResolvers();continue}e===null&&(t=!0),Cn.resolve(),await new Promise(e=>setTimeout(e,_n))}}function Dn(e){yn.value=e===`connected`?`live`:`lost`}function On(){let e=Sn;Sn=[];for(let t of xn)t(e)}function kn(e){e.reload();let t=Tn(e.apply),n=bn.peek(),r=bn.subscribe(t=>{t!==n&&e.reload(),n=t}),i=yn.subscribe(t=>{t===`live`&&e.problem.peek()&&(e.rows.peek().length===0?e.reload():e.more())});return{list:e,close(){t(),r(),i(),e.close()}}}var An=B(null),jn=V(()=>An.value?.path??`/reminders`);function Mn(e,t,n){An.peek()?.live.close(),An.value={key:e,path:t,live:n}}function Nn(e){let t=An.peek(),n=t?.key===e?t.live:null;return n||t?.live.close(),An.value=null,n}var Pn=[`SCHEDULED`,`DISPATCHING`,`CALLING`,`COMPLETED`,`FAILED`,`CANCELLED`],Fn={SCHEDULED:`Scheduled`,DISPATCHING:`Dialling`,CALLING:`On the line`,COMPLETED:`Done`,FAILED:`Failed`,CANCELLED:`Cancelled`};function In(e){return e===`COMPLETED`||e===`FAILED`||e===`CANCELLED`}var Ln={PLACED:`Call placed`,REFUSED:`Refused for now`,REJECTED:`Rejected for good`,UNKNOWN:`Not known whether it rang`},Rn={TOO_MANY_CALLS:`This number has had all the calls it may have in 24 hours`},zn={ANSWERED:`A person answered`,BUSY:`Busy, or declined`,CANCELLED:`Ended before anybody answered`,CAPACITY:`The provider had no free line`,CONFIGURATION:`The provider’s account does not allow the call`,CUT_SHORT:`Answered, but hung up before the message was said`,NO_ANSWER:`Nobody answered`,OTHER:`Ended; how is not known`,PROVIDER_FAULT:`The provider failed`,UNREACHABLE:`The number could not be reached`,VOICEMAIL:`Voicemail answered`};function q(e,t,n=`${t}s`){return`${e.toLocaleString(`en`)} ${e===1?t:n}`}var Bn={due:{label:`Soonest first`,orderBy:{field:`SCHEDULED_TIME`,direction:`ASC`}},latest:{label:`Latest first`,orderBy:{field:`SCHEDULED_TIME`,direction:`DESC`}},new:{label:`Newest first`,orderBy:{field:`CREATED_AT`,direction:`DESC`}},changed:{label:`Last changed first`,orderBy:{field:`UPDATED_AT`,direction:`DESC`}}};function Vn(e){let t=(e.get(`status`)??``).toUpperCase().split(`,`),n=e.get(`sort`)??``;return{status:Pn.filter(e=>t.includes(e)),search:e.get(`q`)??``,number:e.get(`number`)??``,from:Yn(e.get(`from`)),until:Yn(e.get(`until`)),sort:Object.hasOwn(Bn,n)?n:null}}function Hn(e){let t=e.status.length>0&&e.status.every(e=>!In(e));return e.sort??(t||!qn(e)?`due`:`changed`)}function Un({status:e,search:t,number:n,from:r,until:i,sort:a}){let o=new URLSearchParams;e.length>0&&o.set(`status`,e.join().toLowerCase()),t&&o.set(`q`,t),n&&o.set(`number`,n),r&&o.set(`from`,r),i&&o.set(`until`,i),a&&o.set(`sort`,a);let s=o.toString().replaceAll(`%2C`,`,`).replaceAll(`%3A`,`:`);return s?`/reminders?${s}`:`/reminders`}function Wn({status:e,search:t,number:n,from:r,until:i}){let a=Jn(n);return n&&!a?null:{...e.length>0&&{status:[...e]},...t&&{search:t},...a&&{phoneNumber:a},...r&&{scheduledFrom:r},...i&&{scheduledUntil:i}}}function Gn(e){return e.status.length>0||!qn(e)}function Kn({search:e,number:t}){return e===``&&t===``}function qn({search:e,number:t,from:n,until:r}){return e===``&&t===``&&n===null&&r===null}function Jn(e){let t=e.replace(/[\s().\-/]/g,``).replace(/^00/,`+`);return/^\+[1-9]\d{6,14}$/.test(t)?t:null}function Yn(e){return e!==null&&!Number.isNaN(Date.parse(e))?e:null}var Xn=`query Matches($filter: ReminderFilter) { reminderCounts(filter: $filter) { count isExact } }`;async function Zn(e){let{reminderCounts:t}=await G.execute(Xn,{filter:e},{mayRepeat:!0});return{count:t.reduce((e,t)=>e+t.count,0),isExact:t.every(({isExact:e})=>e)}}function Qn({count:e,isExact:t}){return t?q(e,`reminder`):`${e.toLocaleString(`en`)} or more reminders`}var $n=B(null),er=null,tr=new Map;function nr(){return er??=fn(()=>import(`./min-Cka6UzPV.js`).then(e=>($n.value=e,e),e=>{throw er=null,e}),[]),er}function rr(e){if(!$n.value)return e;let t=tr.get(e);return t===void 0&&(t=$n.value.parsePhoneNumberFromString(e)?.formatInternational()??e,tr.set(e,t)),t}function ir(e){let t=e.replace(/^\s*00/,`+`).trimStart();if(!$n.value||!t.startsWith(`+`))return e;let n=new $n.value.AsYouType().input(t);return n.replace(/[^+\d]/g,``)===t.replace(/[\s().\-/]/g,``)?n:e}async function ar(e){let{parsePhoneNumberFromString:t}=await nr(),n=e.trim().replace(/^00/,`+`);if(n===``)return{kind:`empty`};if(!n.startsWith(`+`))return{kind:`wrong`,problem:`Begin with + and the country code, such as +49 or +1.`};let r=t(n,{extract:!1});if(!r)return{kind:`wrong`,problem:/^[+\d\s().\-/]*$/.test(n)?`The number is not complete yet.`:`This is no phone number: only digits, spaces and - ( ) may follow the +.`};if(!r.isPossible())return{kind:`wrong`,problem:r.nationalNumber.length<7?`The number is not complete yet.`:`The number has too few or too many digits for its country.`};let i=r.country?or(r.country):null,a=`No such number is known${i?` in ${i}`:``}. Check it before you go on.`;return{kind:`number`,number:r.number,country:i,note:r.isValid()?null:a}}function or(e){return new Intl.DisplayNames(`en`,{type:`region`}).of(e)??e}var sr=6,cr=200,lr=100,ur={cancel:[`SCHEDULED`],retry:[`FAILED`,`CANCELLED`]};function dr(e,t,n){let r=B({done:0,notDone:0,shown:[]}),i={done:0,notDone:0},a=[],o=[],s=B(null),c=B(`running`),l=B(null),u=new AbortController;p();function d(e){i[e.isDone?`done`:`notDone`]++;let t=e.isDone?a:o;t.length<cr&&t.push(e)}function f(){r.value={...i,shown:[...o,...a].slice(0,cr)}}async function p(){let e=setInterval(f,lr);try{let e=t.kind===`picked`?[...t.reminders]:await m(t.filter);s.value=e.length,await Promise.all(Array.from({length:sr},async()=>{for(let t=e.shift();t&&!u.signal.aborted;t=e.shift())d(await h(t))}))}catch(e){u.signal.aborted||(l.value=K(e))}clearInterval(e),f(),c.value=u.signal.aborted||l.value?`stopped`:`done`}async function m(t){let n=ur[e].filter(e=>!t.status||t.status.includes(e)),r=[];for await(let e of G.list({filter:{...t,status:n},pageSize:100,signal:u.signal}))r.push(...e.reminders);return r}async function h({id:t,phoneNumber:r}){let i={id:t,phoneNumber:rr(r)};try{let r=await(e===`cancel`?G.cancel(t):G.retry(t));switch(r.__typename){case`CancelReminderSuccess`:case`RetryReminderSuccess`:return n(r.reminder),{...i,isDone:!0,text:e===`cancel`?`Cancelled`:`Scheduled again`};case`StatusConflictError`:case`VersionConflictError`:return n(r.reminder),{...i,isDone:!1,text:`Left alone: it is ${Fn[r.reminder.status].toLowerCase()}`};default:return{...i,isDone:!1,text:r.message}}}catch(e){return{...i,isDone:!1,text:K(e)}}}return{progress:r,total:s,state:c,problem:l,stop:()=>u.abort()}}var J=B(yr()),fr=null;function pr(){return fr}addEventListener(`popstate`,vr);function mr(e,{replace:t=!1}={}){if(e===`${location.pathname}${location.search}`)return;let n=new URL(e,location.href).pathname!==location.pathname;t?history.replaceState(null,``,e):history.pushState(null,``,e),vr(),n&&scrollTo(0,0)}function hr(e){if(e.defaultPrevented||e.button!==0||e.metaKey||e.ctrlKey||e.shiftKey||e.altKey)return;let t=e.target.closest(`a`);!t||t.target||t.hasAttribute(`download`)||t.origin!==location.origin||_r(t.pathname)&&t.hash===``&&(e.preventDefault(),mr(`${t.pathname}${t.search}`))}function gr(e){return`/reminders/${encodeURIComponent(e)}`}function _r(e){return e===`/`||e===`/new`||e===`/import`||/^\/reminders(\/|$)/.test(e)}function vr(){let e=yr();e.path!==J.value.path&&(fr=J.value.path),J.value=e}function yr(){return{path:location.pathname,search:new URLSearchParams(location.search)}}var br=Symbol.for(`pv`),xr=0;Array.isArray;function Y(e,t,n,r,i,a){t||={};var s,c,l=t;if(`ref`in l&&typeof e!=`function`)for(c in l={},t)c==`ref`?s=t[c]:l[c]=t[c];var u={type:e,props:l,key:n,ref:s,__k:null,__:null,__b:0,__e:null,__c:null,constructor:br,__v:--xr,__i:-1,__u:0};return(i||a)&&(u.__source=i,u.__self=a),o.vnode&&o.vnode(u),u}function Sr({title:e,onClose:t,children:n}){let r=F(null),i=Pe();return Me(()=>{let e=document.activeElement;return r.current?.showModal(),()=>queueMicrotask(()=>{(e instanceof HTMLElement&&e.isConnected?e:document.querySelector(`h1`))?.focus({preventScroll:!0})})},[]),Y(`dialog`,{ref:r,"aria-labelledby":i,onClose:t,children:[Y(`h2`,{id:i,children:e}),n]})}function Cr({label:e,children:t}){return Y(`section`,{class:`scroll`,"aria-label":e,tabIndex:0,children:t})}var wr={cancel:{title:`Cancel`,button:`Cancel calls`,keep:`Keep them`,note:`Only what is still scheduled can be cancelled; the rest is left alone.`,none:`None of them can be cancelled: only what is still scheduled can.`},retry:{title:`Try again`,button:`Ring again now`,keep:`Leave them`,note:`Failed and cancelled reminders ring again at once; the rest is left alone.`,none:`None of them can ring again: only what failed or was cancelled can.`}};function Tr({action:e,target:t,onChanged:n,onClose:r}){let i=H(null),{title:a,button:o,keep:s,note:c,none:l}=wr[e],u=t.kind===`all`?t.counted.count:t.reminders.length,d=t.kind===`picked`?t.reminders.filter(({status:t})=>ur[e].includes(t)).length:null;return Y(Sr,{title:i.value?`${a}: what came of it`:`${a} ${t.kind===`all`?`all ${Qn(t.counted)}`:q(u,`reminder`)}?`,onClose:()=>{i.value?.stop(),r(i.value!==null)},children:i.value?Y(Er,{run:i.value}):Y(`form`,{method:`dialog`,children:[Y(`p`,{children:[d===0?l:c,` `,d!==null&&d>0&&d<u&&`That is ${d} of ${u}.`]}),Y(`div`,{class:`actions`,children:[Y(`button`,{type:`submit`,children:s}),Y(`button`,{type:`button`,class:`primary`,disabled:d===0,onClick:()=>{i.value=dr(e,t,n)},children:o})]})]})})}function Er({run:e}){let{done:t,notDone:n,shown:r}=e.progress.value,i=t+n,a=e.total.value,o=e.state.value===`running`;return Y(`form`,{method:`dialog`,children:[Y(`progress`,{"aria-label":`How far it is`,max:a??1,value:a===null?void 0:i}),Y(`p`,{role:`status`,children:[o&&a===null&&`Looking for them…`,o&&a!==null&&`${i} of ${a}…`,!o&&`${t} done${n>0?`, ${n} left alone or failed`:``}.`,e.state.value===`stopped`&&` Stopped before the end.`]}),e.problem.value&&Y(`p`,{role:`alert`,children:e.problem.value}),Y(Cr,{label:`What came of each`,children:Y(`ul`,{class:`results`,children:[r.map(({id:e,phoneNumber:t,isDone:n,text:r})=>Y(`li`,{"data-done":n,children:[Y(`a`,{href:gr(e),children:t}),` `,Y(`span`,{children:r})]},e)),i>r.length&&Y(`li`,{children:[`…and `,i-r.length,` more`]})]})}),Y(`div`,{class:`actions`,children:Y(`button`,{type:`submit`,class:o?``:`primary`,children:o?`Stop`:`Close`})})]})}function Dr({list:e,filter:t,picked:n}){let r=H(null),i=H(!1),a=H(null),o=e.rows.value,s=o.length>0&&n.value.size>=o.length;P(()=>{r.value=null},[n.value]);let c=()=>{n.value=new Set};if(o.length===0)return null;async function l(){i.value=!0;let e=n.value;try{let i=await Zn(t);n.value===e&&(r.value=i)}catch(e){U(K(e))}i.value=!1}function u(i){let o=e.rows.peek().map(({reminder:e})=>e.peek()),s=r.value===null?{kind:`picked`,reminders:o.filter(({id:e})=>n.value.has(e))}:{kind:`all`,filter:t,counted:r.value};a.value={action:i,target:s}}let d=e.total.value===null?`all`:`all ${e.total.value.toLocaleString(`en`)}`;return Y(`div`,{class:`bulk`,"data-active":n.value.size>0,children:[Y(`label`,{class:`pick`,children:Y(`input`,{type:`checkbox`,checked:s,"aria-label":`Select all that are shown`,onChange:()=>{s?c():n.value=new Set(o.map(({id:e})=>e))}})}),n.value.size===0?Y(`span`,{class:`muted`,children:`Select to cancel or ring again`}):Y(E,{children:[Y(`strong`,{role:`status`,children:r.value===null?`${q(n.value.size,`reminder`)} selected`:`All ${Qn(r.value)} that match`}),s&&e.hasMore.value&&r.value===null&&Y(`button`,{type:`button`,class:`quiet`,disabled:i.value,onClick:()=>void l(),children:i.value?`Counting…`:`Select ${d} that match`}),Y(`button`,{type:`button`,onClick:()=>u(`cancel`),children:`Cancel…`}),Y(`button`,{type:`button`,onClick:()=>u(`retry`),children:`Ring again…`}),Y(`button`,{type:`button`,class:`quiet`,onClick:c,children:`Clear selection`})]}),a.value&&Y(Tr,{...a.value,onChanged:e.put,onClose:e=>{a.value=null,e&&c()}})]})}var Or=`query Viewer { viewer { isAuthenticated name scope } }`,X=B(null),Z=V(()=>X.value?.scope===`WRITE`||X.value?.scope===`ADMIN`),kr=V(()=>X.value?.scope===`ADMIN`);async function Ar(){try{X.value=(await G.execute(Or,{},{mayRepeat:!0})).viewer}catch(e){K(e)}}function jr({query:e}){return Gn(e)?Y(`div`,{class:`empty big`,children:[Y(`h2`,{children:`No reminder matches these filters.`}),Y(`p`,{children:`Take one of them away, or look at a longer time.`}),Y(`a`,{class:`button`,href:`/reminders`,children:`See all reminders`})]}):Y(`div`,{class:`empty big`,children:[Y(`h2`,{children:`There are no reminders yet.`}),Y(`p`,{children:`A reminder is one message, one phone number and one time. At that time Bellhop rings and says the message; if nobody can be reached it tries again.`}),Z.value&&Y(`div`,{class:`actions`,children:[Y(`a`,{class:`button primary`,href:`/new`,children:`Schedule the first`}),Y(`a`,{class:`button`,href:`/import`,children:`Import a list`})]})]})}var Mr=864e5;function Nr(e,t,n){let r=Date.parse(`${e}T${t.length===5?`${t}:00`:t}Z`);if(Number.isNaN(r)||!Fr(r).startsWith(e))return{kind:`invalid`};let i=[...new Set([Lr(r-Mr,n),Lr(r+Mr,n)])].map(e=>r-e).filter(e=>e+Lr(e,n)===r).sort((e,t)=>e-t),[a]=i;return a===void 0?{kind:`skipped`}:{kind:`instant`,at:a,isTwice:i.length>1}}function Pr(e,t){let n=Fr(e+Lr(e,t));return{date:n.slice(0,10),time:n.slice(11,16)}}function Fr(e){return new Date(e).toISOString()}var Ir=new Map;function Lr(e,t){let n=Ir.get(t);n||(n=new Intl.DateTimeFormat(`en-US`,{timeZone:t,hourCycle:`h23`,year:`numeric`,month:`2-digit`,day:`2-digit`,hour:`2-digit`,minute:`2-digit`,second:`2-digit`}),Ir.set(t,n));let r=Object.fromEntries(n.formatToParts(e).map(({type:e,value:t})=>[e,Number(t)]));return Date.UTC(r.year??0,(r.month??1)-1,r.day,r.hour,r.minute,r.second)-Math.floor(e/1e3)*1e3}var Rr=B(Date.now());setInterval(()=>{Rr.value=Date.now()},1e3);function zr(e){let t=`bellhop.${e}`;return{read(){try{return localStorage.getItem(t)}catch{return null}},write(e){try{localStorage.setItem(t,e)}catch{}}}}var Br=zr(`utc`),Vr=navigator.language.startsWith(`en`)?navigator.language:`en-GB`,Hr=Intl.DateTimeFormat().resolvedOptions().timeZone,Q=B(Br.read()===`yes`),$=V(()=>Q.value?`UTC`:Hr);function Ur(){Q.value=!Q.value,Br.write(Q.value?`yes`:`no`)}function Wr(){return[...new Set([`UTC`,Hr,...Intl.supportedValuesOf(`timeZone`)])].sort()}function Gr(e){return e.split(`/`).at(-1)?.replaceAll(`_`,` `)??e}var Kr=new Map;function qr(e,t,n){let r=`${t} ${Object.entries(n).join()}`,i=Kr.get(r);return i||(i=new Intl.DateTimeFormat(Vr,{...n,timeZone:t}),Kr.set(r,i)),i.format(e)}var Jr=864e5,Yr=V(()=>Math.floor(Rr.value/9e5)*9e5);function Xr(e,t,n=!1){let r=Yr.value,i={hour:`2-digit`,minute:`2-digit`,...n?{second:`2-digit`}:{}},a=Qr(e,t);for(let[n,o]of Zr)if(a===Qr(r+o,t))return`${n}, ${qr(e,t,i)}`;return qr(e,t,{weekday:`short`,day:`numeric`,month:`short`,...ei(e,t)===ei(r,t)?{}:{year:`numeric`},...i})}var Zr=[[`Today`,0],[`Tomorrow`,Jr],[`Yesterday`,-864e5]];function Qr(e,t){return qr(e,t,{dateStyle:`short`})}function $r(e,t){return qr(e,t,{dateStyle:`full`,timeStyle:`short`})}function ei(e,t){return qr(e,t,{year:`numeric`})}function ti(e,t){let n=Math.round((e-t)/1e3);return Math.abs(n)<1?`now`:n>0?`in ${ni(n)}`:`${ni(n<=-60?Math.floor(-n/60)*60:-n)} ago`}function ni(e){let t=[[86400,e>=172800?`days`:`day`],[3600,`h`],[60,`min`],[1,`s`]],n=Math.max(t.findIndex(([t])=>e>=t),0),[r,i]=t[n];if(e<1)return`0 s`;let a=Math.floor(e/r),[o,s]=t[n+1]??[1,``],c=Math.floor(e%r/o);return c>0&&n<3?`${a} ${i} ${c} ${s}`:`${a} ${i}`}var ri=864e5;function ii({label:e,value:t,isEnd:n=!1,onPicked:r}){let i=t===null?``:Pr(Date.parse(t)-+!!n,$.value).date;function a(e){if(!e)return r(null);let t=n?new Date(Date.parse(e)+ri).toISOString().slice(0,10):e,i=Nr(t,`00:00`,$.value),a=i.kind===`instant`?i:Nr(t,`01:00`,$.value);a.kind===`instant`&&r(new Date(a.at).toISOString())}return Y(`label`,{children:[Y(`span`,{children:[e,` `,Y(`span`,{class:`hidden`,children:[`the day, `,Gr($.value),` time`]})]}),Y(`input`,{type:`date`,value:i,onChange:e=>a(e.currentTarget.value)})]})}var ai=300;function oi({id:e,label:t,placeholder:n,type:r=`search`,value:i,onTyped:a,problem:o=null}){let s=H(i),c=F(void 0),l=F(a);return l.current=a,P(()=>{s.value=i},[i,s]),P(()=>()=>clearTimeout(c.current),[]),Y(`label`,{children:[t,Y(`input`,{id:e,type:`search`,inputMode:r,placeholder:n,value:s.value,autocomplete:`off`,"aria-invalid":o!==null,"aria-describedby":o?`${e}-problem`:void 0,onInput:e=>{s.value=e.currentTarget.value,clearTimeout(c.current),c.current=setTimeout(()=>l.current(s.value.trim()),ai)}}),o&&Y(`small`,{id:`${e}-problem`,class:`field-problem`,children:o})]})}function si({query:e,isNumberWhole:t}){let n=(t,n=!1)=>mr(Un({...e,...t}),{replace:n}),r=Pn.filter(e=>e!==`COMPLETED`),i=e.status.length===r.length&&!e.status.includes(`COMPLETED`),a=H(!1);return Y(`search`,{class:`filters`,"data-open":a.value,children:[Y(`div`,{class:`filter-fields`,children:[Y(oi,{id:`search`,label:`In the message`,placeholder:`Search ( / )`,value:e.search,onTyped:e=>n({search:e},!0)}),Y(`button`,{type:`button`,class:`more-filters`,"aria-expanded":a.value,onClick:()=>a.value=!a.value,children:a.value?`Fewer filters`:`More filters`}),Y(oi,{id:`number`,label:`Phone number`,placeholder:`+49 170 1234567`,type:`tel`,value:e.number,onTyped:e=>n({number:e},!0),problem:t?null:`The whole number with + and country code.`}),Y(ii,{label:`From`,value:e.from,onPicked:e=>n({from:e})}),Y(ii,{label:`Until`,isEnd:!0,value:e.until,onPicked:e=>n({until:e})}),Y(`label`,{children:[`Order`,Y(`select`,{value:Hn(e),onChange:e=>n({sort:e.currentTarget.value}),children:Object.entries(Bn).map(([e,{label:t}])=>Y(`option`,{value:e,children:t},e))})]})]}),Y(`fieldset`,{class:`chips`,children:[Y(`legend`,{class:`hidden`,children:`Status`}),Pn.map(t=>{let r=e.status.includes(t),i=e.status.filter(e=>e!==t);return Y(`button`,{type:`button`,class:`chip`,"data-status":t,"aria-pressed":r,onClick:()=>n({status:r?i:Pn.filter(e=>e===t||i.includes(e))}),children:Fn[t]},t)}),Y(`button`,{type:`button`,class:`chip apart`,"aria-pressed":i,onClick:()=>n({status:i?[]:r}),children:`Hide done`}),Gn(e)&&Y(`button`,{type:`button`,class:`quiet`,onClick:()=>mr(Un({...e,status:[],search:``,number:``,from:null,until:null})),children:`Clear filters`})]})]})}function ci({title:e,above:t,actions:n,children:r}){let i=F(null);return P(()=>{document.title=`${e} · Bellhop`},[e]),P(()=>{let e=document.activeElement?.closest(`main`);pr()!==null&&!e&&i.current?.focus({preventScroll:!0})},[]),Y(`main`,{id:`main`,children:[t&&Y(`p`,{class:`above`,children:t}),Y(`div`,{class:`page-head`,children:[Y(`h1`,{ref:i,tabIndex:-1,children:e}),n&&Y(`div`,{class:`actions`,children:n})]}),r]})}function li({text:e,onRetry:t}){return Y(`div`,{class:`problem`,role:`alert`,children:[Y(`p`,{children:e}),t&&Y(`button`,{type:`button`,onClick:t,children:`Try again`})]})}function ui({status:e}){return Y(`span`,{class:`badge`,"data-status":e,children:Fn[e]})}function di({at:e,withSeconds:t=!1}){let n=Date.parse(e),r=`${$r(n,$.value)} (${Gr($.value)})`;return Y(`time`,{dateTime:e,title:`${new Date(n).toISOString().slice(0,19).replace(`T`,` `)} UTC\n${r}`,children:Xr(n,$.value,t)})}function fi({at:e,overdue:t}){return Y(`span`,{class:`countdown`,children:I(()=>{let n=Date.parse(e);return V(()=>t!==void 0&&n<=Rr.value?t:ti(n,Rr.value))},[e,t])})}function pi({reminder:e,before:t}){let{id:n,status:r,phoneNumber:i,message:a,scheduledTime:o,nextAttemptAt:s,failureReason:c}=e;return Y(E,{children:[t,Y(ui,{status:r}),Y(`span`,{class:`row-time`,children:[Y(di,{at:s??o}),s&&Y(`small`,{children:Y(fi,{at:s,overdue:`due now`})})]}),Y(`a`,{class:`row-link`,href:gr(n),children:rr(i)}),Y(`span`,{class:`row-text`,children:[a,c&&r!==`COMPLETED`&&Y(`small`,{class:`reason`,children:c})]})]})}var mi=1e3;function hi(e,t){let n=B(null),r=!1,i=!1;async function a(){i=!1,r=!0;try{let r=await G.counts({filter:e,signal:t});n.value=Object.values(r).reduce((e,t)=>e+t,0)}catch{}setTimeout(()=>{r=!1,i&&!t.aborted&&a()},mi)}return{total:n,recount(){i=!0,r||a()}}}var gi=50,_i={CREATED_AT:`createdAt`,SCHEDULED_TIME:`scheduledTime`,UPDATED_AT:`updatedAt`};function vi({filter:e,orderBy:t,isCounted:n}){let r=B([]),i=B([]),a=B(!1),o=B(!1),s=B(!1),c=B(null),l=B(0),u=new AbortController,{total:d,recount:f}=hi(e,u.signal),p=new Map,m=new Set,h=new Map,g=null,_=null,v=!1,y=b();function b(r=null){return G.list({filter:e,orderBy:t,pageSize:gi,withTotalCount:n&&r===null,signal:u.signal,after:r})}async function ee(e){if(!s.value){s.value=!0;try{await wn();let{value:t}=await y.next();if(u.signal.aborted)return;We(()=>{c.value=null,e&&(p.clear(),m.clear());let n=t?.reminders??[],s=n.filter(({id:e})=>!p.has(e)).map(T);r.value=e?s:[...r.value,...s],i.value=e?[s]:[...i.value,s],g=t?.endCursor??g,_=S(n.at(-1))??_,o.value=t?.hasNextPage??!1,a.value=!0,o.value&&(d.value=t?.totalCount??(e?null:d.value));for(let e of h.values())E(e);l.value=m.size,(h.size>0||!o.value)&&w()})}catch(e){if(u.signal.aborted)return;c.value=K(e),y=b(g)}finally{s.value=!1,h.clear()}v&&!u.signal.aborted&&await x()}}function x(){return v=s.peek(),v?Promise.resolve():(g=null,y=b(),ee(!0))}function S(e){return e?e[_i[t.field]]:null}function C(e){let n=S(e);return!o.peek()||n===null||_===null?!0:t.direction===`ASC`?n<_:n>_}function w(){l.value=m.size,o.peek()?n&&f():d.value=m.size+r.peek().filter(e=>e.matches.peek()).length}function T(e){let t={id:e.id,reminder:B(e),matches:B(!0)};return p.set(e.id,t),m.delete(e.id),t}function E(t){s.peek()&&h.set(t.id,t);let n=p.get(t.id);if(n){if(t.version<n.reminder.peek().version)return;n.reminder.value=t,n.matches.value=yi(t,e)}else yi(t,e)&&C(t)?m.add(t.id):m.delete(t.id)}return{rows:r,chunks:i,total:d,wasRead:a,hasMore:o,isReading:s,problem:c,newer:l,put:E,more:()=>ee(!1),reload:x,apply(e){We(()=>{for(let{reminder:t}of e)E(t);w()})},close:()=>u.abort()}}function yi(e,t){let{status:n,phoneNumber:r,search:i,scheduledFrom:a,scheduledUntil:o}=t,s=Date.parse(e.scheduledTime);return(!n||n.includes(e.status))&&(!r||r===e.phoneNumber)&&(!i||e.message.toLowerCase().includes(i.toLowerCase()))&&(!a||s>=new Date(a).getTime())&&(!o||s<new Date(o).getTime())}function bi(){let e=Vn(J.value.search),t=Wn(e),n=JSON.stringify([t,Hn(e)]);return Y(ci,{title:`Reminders`,children:[Y(si,{query:e,isNumberWhole:t!==null}),t&&Y(xi,{id:n,filter:t,query:e},n)]})}function xi({id:e,filter:t,query:n}){let r=H(new Set),i=F(null),a=F(n);a.current=n;let{live:o,isTaken:s}=I(()=>{let r=Nn(e),{orderBy:i}=Bn[Hn(n)];return{live:r??kn(vi({filter:t,orderBy:i,isCounted:Kn(n)})),isTaken:r!==null}},[]),{list:c}=o;return P(()=>()=>{J.peek().path.startsWith(`/reminders/`)?Mn(e,Un(a.current),o):o.close()},[o]),Me(()=>{s&&Ci(i.current,pr())},[]),Y(E,{children:[c.problem.value&&Y(li,{text:c.problem.value,onRetry:()=>void c.reload()}),Y(`div`,{class:`list-head`,children:[Y(`p`,{role:`status`,children:Si(c)}),c.newer.value>0&&Y(`button`,{type:`button`,class:`newer`,onClick:()=>void c.reload(),children:[Hn(n)===`changed`?q(c.newer.value,`new reminder or change`,`new reminders or changes`):q(c.newer.value,`new reminder`),` `,`– show`]})]}),Z.value&&Y(Dr,{list:c,filter:t,picked:r}),Y(`ul`,{class:`rows list`,ref:i,children:c.chunks.value.map(e=>Y(wi,{rows:e,picked:r},e[0]?.id))}),c.rows.value.length===0&&c.wasRead.value&&!c.problem.value&&Y(jr,{query:n}),Y(Ei,{list:c})]})}function Si({wasRead:e,total:t,rows:n,problem:r}){return e.value?t.value===null?`The first ${q(n.value.length,`reminder`)}; more follow`:q(t.value,`reminder`):r.value?``:`Reading…`}function Ci(e,t){let n=e?.querySelector(`a[href="${CSS.escape(t??``)}"]`);n?.scrollIntoView({block:`center`}),n?.focus({preventScroll:!0})}function wi({rows:e,picked:t}){return I(()=>Y(E,{children:e.map(e=>Y(Ti,{row:e,picked:t},e.id))}),[e,t])}function Ti({row:e,picked:t}){let n=e.reminder.value,r=vt(()=>t.value.has(e.id)).value;return Y(`li`,{class:`row`,"data-picked":r,"data-left":!e.matches.value,children:Y(pi,{reminder:n,before:Z.value&&Y(`label`,{class:`pick`,children:Y(`input`,{type:`checkbox`,checked:r,"aria-label":`Select ${rr(n.phoneNumber)}`,onChange:()=>{let n=new Set(t.value);n.delete(e.id)||n.add(e.id),t.value=n}})})})})}function Ei({list:e}){let t=F(null),n=e.hasMore.value&&!e.isReading.value&&!e.problem.value;return P(()=>{if(!n||!t.current)return;let r=new IntersectionObserver(t=>{t.at(-1)?.isIntersecting&&e.more()},{rootMargin:`800px`});return r.observe(t.current),()=>r.disconnect()},[n,e]),Y(`div`,{ref:t,class:`sentinel`,children:e.hasMore.value&&Y(`button`,{type:`button`,class:`quiet`,onClick:()=>void e.more(),children:`More`})})}var Di=5e3,Oi=B(null);async function ki(){await wn(),Oi.value=await G.dispatcher.status()}function Ai(){let e=()=>void ki().catch(()=>{});e();let t=setInterval(()=>document.hidden||e(),Di);return()=>clearInterval(t)}function ji({reminder:e,children:t}){let{id:n,phoneNumber:r,message:i,failureReason:a}=e;return Y(`li`,{class:`row call`,children:[Y(`a`,{class:`row-link`,href:gr(n),children:rr(r)}),Y(`span`,{class:`call-side`,children:t}),Y(`span`,{class:`row-text`,children:i}),a&&Y(`small`,{class:`reason`,children:a})]})}function Mi({title:e,more:t,aside:n,children:r}){return Y(`section`,{class:`card`,"aria-label":e,children:[Y(`div`,{class:`card-head`,children:[Y(`h2`,{children:e}),t&&Y(`a`,{href:t,children:[`All`,Y(`span`,{class:`hidden`,children:[` of “`,e,`”`]})]}),n]}),r]})}function Ni({counts:e}){return Y(`ul`,{class:`counters`,children:Pn.map(t=>Y(`li`,{"data-none":e?.[t]===0,children:Y(`a`,{href:`/reminders?status=${t.toLowerCase()}`,"data-status":t,children:[Y(`strong`,{children:e?e[t].toLocaleString(`en`):`–`}),` `,Y(`span`,{children:Fn[t]})]})},t))})}var Pi=24,Fi=12,Ii=36e5,Li=12,Ri=3e5;function zi({countHours:e,now:t}){let n=new Map,r=new Set;return{async read(i){let a=t(),o=Bi(a)-Fi*Ii,s=Array.from({length:Pi},(e,t)=>o+t*Ii);for(let e of n.keys())e<o&&n.delete(e);let c=s.filter(e=>r.has(e)||a-(n.get(e)?.readAt??0)>Ri);r.clear();let l=[c.slice(0,Li),c.slice(Li)];try{let t=await Promise.all(l.filter(({length:e})=>e>0).map(t=>e(t,i)));for(let e of t.flat())n.set(e.from,{...e,readAt:a})}catch(e){for(let e of c)r.add(e);throw e}return s.map(e=>n.get(e)??{from:e,waiting:0,done:0,failed:0})},note(e){for(let{reminder:t,status:n,previousStatus:a}of e)r.add(Bi(Date.parse(t.scheduledTime))),n===`SCHEDULED`&&a!==null&&(a===`SCHEDULED`||In(a))&&i()},forget:i};function i(){for(let e of n.keys())r.add(e)}}function Bi(e){return Math.floor(e/Ii)*Ii}var Vi=36e5;async function Hi(e,t){let n=e.map((e,t)=>[`h${t}`,{scheduledFrom:new Date(e),scheduledUntil:new Date(e+Vi)}]),r=await G.execute(Ui(e.length),Object.fromEntries(n),{signal:t,mayRepeat:!0});return e.map((e,t)=>{let n=(...e)=>(r[`h${t}`]??[]).filter(({status:t})=>e.includes(t)).reduce((e,{count:t})=>e+t,0);return{from:e,waiting:n(`SCHEDULED`,`DISPATCHING`,`CALLING`),done:n(`COMPLETED`),failed:n(`FAILED`)}})}function Ui(e){let t=Array.from({length:e},(e,t)=>`h${t}`);return`query Hours(${t.map(e=>`$${e}: ReminderFilter`).join(`, `)}) { ${t.map(e=>`${e}: reminderCounts(filter: $${e}) { status count }`).join(` `)} }`}function Wi(e,t,{everyMs:n,follows:r=!1,paceMs:i=1e3}={}){let a=H(null),o=H(null),s=F(t);s.current=t;let c=F(()=>{});return P(()=>{let e=new AbortController,t=!1,l=!1,u;async function d(){t=!0,l=!1;try{await wn();let t=await s.current(e.signal);if(e.signal.aborted)return;a.value=t,o.value=null}catch(t){if(e.signal.aborted)return;o.value=K(t)}u=setTimeout(()=>{t=!1,l&&d()},i)}c.current=()=>{l=!0,t||d()},a.value=null,o.value=null,d();let f=n&&setInterval(()=>document.hidden||c.current(),n),p=r?Tn(()=>c.current()):null,m=bn.peek(),h=bn.subscribe(e=>{e!==m&&(m=e,c.current())}),g=yn.subscribe(e=>{e===`live`&&o.peek()&&c.current()});return()=>{e.abort(),clearTimeout(u),clearInterval(f),p?.(),h(),g()}},[e]),{data:a,problem:o,reload:Ne(()=>c.current(),[])}}var Gi=36e5,Ki=4,qi=[`done`,`failed`,`waiting`];function Ji(){let e=I(()=>zi({countHours:Hi,now:Date.now}),[]);P(()=>Tn(e.note),[e]),P(()=>bn.subscribe(e.forget),[e]);let{data:t}=Wi(`day`,e.read,{follows:!0,everyMs:6e4,paceMs:3e3}),n=t.value??[],r=ta(Math.max(Ki,...n.map(ea)));return Y(Mi,{title:`Around now, by the hour`,aside:Y(Yi,{}),children:[Y(`div`,{class:`chart`,role:`img`,"aria-label":na(n),children:[Y(`span`,{class:`chart-line`,"data-at":`top`,children:r}),Y(`span`,{class:`chart-line`,"data-at":`half`,children:r/2}),Y(`div`,{class:`bars`,children:n.map(e=>Y(`div`,{class:`hour`,title:Qi(e),children:qi.toReversed().map(t=>e[t]>0&&Y(`div`,{class:`bar`,"data-kind":t,style:{height:`${e[t]/r*100}%`}},t))},e.from))}),n[0]&&Y(Xi,{from:n[0].from,hours:n.length})]}),Y(`div`,{class:`chart-hours`,"aria-hidden":`true`,children:n.filter((e,t)=>t%3==0).map(({from:e})=>Y(`span`,{children:$i(e)},e))}),Y(`details`,{children:[Y(`summary`,{children:`The same as a table`}),Y(Zi,{hours:n})]})]})}function Yi(){return Y(`div`,{class:`legend`,"aria-hidden":`true`,children:[Y(`span`,{"data-kind":`done`,children:`Done`}),Y(`span`,{"data-kind":`failed`,children:`Failed`}),Y(`span`,{"data-kind":`waiting`,children:`Scheduled`})]})}function Xi({from:e,hours:t}){let n=(vt(()=>Math.floor(Rr.value/6e4)*6e4).value-e)/(t*Gi);return Y(`div`,{class:`now-line`,style:{left:`${Math.min(Math.max(n,0),1)*100}%`}})}function Zi({hours:e}){return Y(Cr,{label:`Calls by the hour, as a table`,children:Y(`table`,{children:[Y(`caption`,{children:[`Calls by the hour for which they are scheduled (`,Gr($.value),` time)`]}),Y(`thead`,{children:Y(`tr`,{children:[Y(`th`,{scope:`col`,children:`Hour`}),Y(`th`,{scope:`col`,children:`Done`}),Y(`th`,{scope:`col`,children:`Failed`}),Y(`th`,{scope:`col`,children:`Scheduled`})]})}),Y(`tbody`,{children:e.map(e=>Y(`tr`,{children:[Y(`th`,{scope:`row`,children:$i(e.from)}),Y(`td`,{children:e.done}),Y(`td`,{children:e.failed}),Y(`td`,{children:e.waiting})]},e.from))})]})})}function Qi(e){return`${$i(e.from)}: ${e.done} done, ${e.failed} failed, ${e.waiting} scheduled`}function $i(e){return qr(e,$.value,{hour:`2-digit`,minute:`2-digit`})}function ea({waiting:e,done:t,failed:n}){return e+t+n}function ta(e){let t=10**Math.floor(Math.log10(e)),n=[1,1.2,1.6,2,3,4,6,8,10].find(n=>n*t>=e)??10;return Math.ceil(n*t/2)*2}function na(e){let t=t=>e.reduce((e,n)=>e+n[t],0);return`From 12 hours ago to 12 hours ahead: ${t(`done`)} done, ${t(`failed`)} failed, ${t(`waiting`)} scheduled. The table below has every hour.`}function ra({reminders:e}){let[t,...n]=e??[];return Y(Mi,{title:`Next calls`,more:t&&`/reminders?status=scheduled`,children:[e===void 0&&Y(`p`,{class:`empty`,children:`Reading…`}),e&&!t&&Y(`p`,{class:`empty`,children:[`Nothing is waiting to be rung.`,` `,Z.value&&Y(E,{children:[Y(`a`,{href:`/new`,children:`Schedule a reminder`}),` or `,Y(`a`,{href:`/import`,children:`import a list`}),`, and its countdown appears here.`]})]}),t&&Y(ia,{reminder:t}),Y(`ul`,{class:`rows small`,children:n.map(e=>Y(ji,{reminder:e,children:[Y(di,{at:aa(e)}),Y(`small`,{children:Y(fi,{at:aa(e)})})]},e.id))})]})}function ia({reminder:e}){let{id:t,phoneNumber:n,message:r,failureReason:i}=e,a=Oi.value?.paused===!0;return Y(`div`,{class:`row first-call`,children:[Y(`p`,{class:`first-countdown`,"data-paused":a,children:Y(fi,{at:aa(e),overdue:a?`waits`:`due now`})}),Y(`p`,{children:[Y(di,{at:aa(e)}),` · `,Y(`a`,{class:`row-link`,href:gr(t),children:rr(n)})]}),Y(`p`,{class:`first-text`,children:r}),i&&Y(`small`,{class:`reason`,children:i})]})}function aa({nextAttemptAt:e,scheduledTime:t}){return e??t}function oa(){let e=H(!1),t=H(``);async function n(){try{Oi.value=await G.dispatcher.pause({reason:t.value.trim()}),U(`Calls are paused.`)}catch(e){U(K(e))}}return Y(E,{children:[Y(`button`,{type:`button`,onClick:()=>e.value=!0,children:`Pause calls…`}),e.value&&Y(Sr,{title:`Pause all calls?`,onClose:()=>e.value=!1,children:[Y(`p`,{children:`Nothing new is rung until somebody resumes. Calls in flight are finished; what falls due waits.`}),Y(`form`,{method:`dialog`,class:`form`,onSubmit:()=>void n(),children:[Y(`label`,{children:[`Why, for the others who see it`,Y(`input`,{value:t.value,maxLength:500,onInput:e=>t.value=e.currentTarget.value})]}),Y(`div`,{class:`actions`,children:[Y(`button`,{type:`button`,onClick:()=>e.value=!1,children:`Keep ringing`}),Y(`button`,{type:`submit`,class:`primary`,children:`Pause calls`})]})]})]})]})}function sa(){return Y(`section`,{class:`card welcome`,children:[Y(`h2`,{children:`How Bellhop works`}),Y(`ol`,{children:[Y(`li`,{children:[Y(`strong`,{children:`You say whom to ring, when, and what to say.`}),` One by one, or as a list from a spreadsheet.`]}),Y(`li`,{children:[Y(`strong`,{children:`At that minute the phone rings,`}),` and a voice reads out your message.`]}),Y(`li`,{children:[Y(`strong`,{children:`You see here what came of it.`}),` If nobody can be reached Bellhop tries again, and tells you why.`]})]}),Z.value&&Y(`div`,{class:`actions`,children:[Y(`a`,{class:`button primary`,href:`/new`,children:`Schedule the first`}),Y(`a`,{class:`button`,href:`/import`,children:`Import a list`})]})]})}var ca=6,la=10,ua=864e5;function da(){let{data:e,problem:t,reload:n}=Wi(`now`,ma,{follows:!0,everyMs:3e4}),r=e.value,i=r!==null&&Object.values(r.counts).every(e=>e===0);return Y(ci,{title:`Now`,actions:kr.value&&Oi.value?.paused===!1&&Y(oa,{}),children:[t.value&&Y(li,{text:t.value,onRetry:n}),Y(Ni,{counts:r?.counts}),i?Y(sa,{}):Y(`div`,{class:`overview`,children:[Y(ra,{reminders:r?.next}),Y(`div`,{children:[Y(Ji,{}),Y(fa,{reminders:r?.inFlight}),Y(pa,{reminders:r?.failed})]})]})]})}function fa({reminders:e}){return Y(Mi,{title:`Calls in flight`,more:e!==void 0&&e.length>0?`/reminders?status=dispatching,calling`:void 0,children:[e?.length===0&&Y(`p`,{class:`empty`,children:`No call is being placed at the moment.`}),Y(`ul`,{class:`rows small`,children:e?.map(e=>Y(ji,{reminder:e,children:Y(ui,{status:e.status})},e.id))})]})}function pa({reminders:e}){return Y(Mi,{title:`Failed in the last 24 hours`,more:e!==void 0&&e.length>0?`/reminders?status=failed`:void 0,children:[e?.length===0&&Y(`p`,{class:`empty`,children:`None. What could not be rung shows up here with its reason.`}),Y(`ul`,{class:`rows small`,children:e?.map(e=>Y(ji,{reminder:e,children:[Y(di,{at:e.updatedAt}),Y(`small`,{children:Y(fi,{at:e.updatedAt})})]},e.id))})]})}async function ma(e){let t=Date.now()-ua,[n,r,i,a]=await Promise.all([G.counts({signal:e}),ha({status:[`SCHEDULED`]},50,e),ha({status:[`DISPATCHING`,`CALLING`]},ca,e),ha({status:[`FAILED`]},ca,e,`UPDATED_AT`)]);return{counts:n,next:r.toSorted((e,t)=>Date.parse(aa(e))-Date.parse(aa(t))).slice(0,la),inFlight:i,failed:a.filter(({updatedAt:e})=>Date.parse(e)>=t)}}async function ha(e,t,n,r){let i=r?{field:r,direction:`DESC`}:{field:`SCHEDULED_TIME`,direction:`ASC`},{value:a}=await G.list({filter:e,pageSize:t,orderBy:i,signal:n}).next();return a?.reminders??[]}function ga(){P(Ai,[]);let e=Oi.value,t=e!==null&&e.instances.length===0;return Y(`section`,{"aria-label":`Notices`,children:[e?.simulated&&Y(`p`,{class:`strip`,children:[Y(`strong`,{children:`Calls are simulated:`}),` nobody’s phone rings. Whoever runs Bellhop can set a Vapi key to ring for real.`]}),Y(`div`,{class:`banners`,children:[Y(va,{}),t&&Y(`p`,{class:`banner`,"data-kind":`bad`,role:`alert`,children:[Y(`strong`,{children:`Nothing is being rung.`}),` No Bellhop is alive to place calls. Ask whoever runs it to look at the server; what falls due meanwhile is rung as soon as one is back.`]}),e?.paused&&Y(`div`,{class:`banner`,"data-kind":`wait`,role:`status`,children:[Y(`p`,{children:[Y(`strong`,{children:`Calls are paused.`}),` `,e.pauseReason?`Reason: ${e.pauseReason}.`:`No reason was given.`,` What falls due waits`,e.overdue>0?`; ${e.overdue} already do.`:`.`]}),kr.value&&Y(_a,{})]})]})]})}function _a(){let e=H(!1);async function t(){e.value=!0;try{Oi.value=await G.dispatcher.resume({reason:`From the dashboard`}),U(`Calls go on.`)}catch(e){U(K(e))}e.value=!1}return Y(`button`,{type:`button`,disabled:e.value,onClick:()=>void t(),children:`Resume calls`})}function va(){let e=H(null);return P(()=>yn.subscribe(t=>{t===`lost`&&(e.value??=Date.now()),t===`live`&&e.value!==null&&(e.value=null,U(`Connected again. Everything that happened meanwhile is shown.`))}),[e]),e.value===null?null:Y(`p`,{class:`banner`,"data-kind":`wait`,role:`status`,children:[Y(`strong`,{children:`The live connection is lost.`}),` What you see is`,` `,ni(Math.max(1,Math.round((Rr.value-e.value)/1e3))),` old. Trying to get it back; nothing is missed.`]})}function ya(e,t){let n=B(null),r=B(!1),i=!1;function a(){i||(i=!0,t().then(e=>{n.value={Loaded:e}},()=>{r.value=!0}))}function o(t){return P(a,[]),n.value?Y(n.value.Loaded,{...t}):Y(ci,{title:e,children:r.value&&Y(li,{text:`The page did not arrive. Check that you are online; Bellhop may also be newer now.`,onRetry:()=>location.reload()})})}return{Component:o,preload:a}}var ba=[[`/`,`Search reminders`],[`j`,`Next reminder`],[`k`,`Previous reminder`],[`Enter`,`Open the reminder`],[`x`,`Select or unselect the reminder`],[`n`,`New reminder`],[`?`,`These keys`],[`Esc`,`Close, or leave a field`]];function xa(){let e=H(!1);return P(()=>{function t(e){if(e.ctrlKey||e.metaKey||e.altKey||e.defaultPrevented)return;let t=e.target.closest(`input, textarea, select, dialog`);if(t&&!t.matches(`[type=checkbox]`)){e.key===`Escape`&&!t.matches(`dialog`)&&t.blur();return}let r=n[e.key];r&&(e.preventDefault(),r())}let n={"/":Sa,j:()=>Ca(1),k:()=>Ca(-1),x:()=>wa(document.activeElement)?.querySelector(`input[type=checkbox]`)?.click(),n:()=>Z.value&&mr(`/new`),"?":()=>{e.value=!0}};return document.addEventListener(`keydown`,t),()=>document.removeEventListener(`keydown`,t)},[e]),e.value?Y(Sr,{title:`Keys`,onClose:()=>e.value=!1,children:[Y(`dl`,{class:`keys`,children:ba.map(([e,t])=>Y(`div`,{children:[Y(`dt`,{children:Y(`kbd`,{children:e})}),Y(`dd`,{children:t})]},e))}),Y(`form`,{method:`dialog`,class:`actions`,children:Y(`button`,{type:`submit`,children:`Close`})})]}):null}function Sa(){J.value.path!==`/reminders`&&mr(`/reminders`),requestAnimationFrame(()=>document.getElementById(`search`)?.focus())}function Ca(e){let t=[...document.querySelectorAll(`.row .row-link`)],n=t.indexOf(wa(document.activeElement)?.querySelector(`.row-link`)),r=n<0?e>0?0:t.length-1:n+e,i=t[Math.min(Math.max(r,0),t.length-1)];i?.focus(),i?.scrollIntoView({block:`nearest`})}function wa(e){return e?.closest(`.row`)??null}var Ta=[`auto`,`light`,`dark`],Ea=zr(`theme`),Da=B(Ta.find(e=>e===Ea.read())??`auto`);function Oa(){document.documentElement.dataset.theme=Da.value}function ka(){Da.value=Ta[(Ta.indexOf(Da.value)+1)%Ta.length],Ea.write(Da.value),Oa()}function Aa(){return Y(`svg`,{class:`icon`,viewBox:`0 0 16 16`,"aria-hidden":`true`,children:Y(`path`,{d:`M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM8 4.5V8l2.5 1.5`})})}function ja(){return Y(`svg`,{class:`icon`,viewBox:`0 0 16 16`,"aria-hidden":`true`,children:[Y(`path`,{d:`M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13z`}),Y(`path`,{class:`solid`,d:`M8 1.5a6.5 6.5 0 0 1 0 13z`})]})}function Ma(){let{path:e}=J.value,t=e=>e?`page`:void 0;return Y(`header`,{class:`top`,children:[Y(`a`,{class:`brand`,href:`/`,"aria-label":`Bellhop, to the beginning`,children:[Y(`svg`,{viewBox:`0 0 32 32`,width:`24`,height:`24`,"aria-hidden":`true`,children:Y(`path`,{d:`M6 21a10 10 0 0 1 20 0zM4 23h24v3H4zM14.5 6h3v4.5h-3z`,fill:`currentColor`})}),Y(`span`,{children:`Bellhop`})]}),Y(`nav`,{"aria-label":`Pages`,children:[Y(`a`,{href:`/`,"aria-current":t(e===`/`),children:`Now`}),Y(`a`,{href:`/reminders`,"aria-current":t(e.startsWith(`/reminders`)),children:`Reminders`}),Z.value&&Y(`a`,{href:`/import`,"aria-current":t(e===`/import`),children:`Import`})]}),Y(`div`,{class:`switches`,children:[X.value?.scope===`READ`&&Y(`span`,{class:`scope`,children:`Read only`}),Y(`button`,{type:`button`,class:`quiet`,"aria-pressed":Q.value,onClick:Ur,title:`Times are shown in ${Q.value?`UTC`:Hr}`,children:[Y(Aa,{}),Q.value?`UTC`:Gr(Hr),Y(`span`,{class:`hidden`,children:[` time, `,Q.value?`switch to local time`:`switch to UTC`]})]}),Y(`button`,{type:`button`,class:`quiet`,onClick:ka,title:`Light, dark, or as the system has it`,children:[Y(ja,{}),Y(`span`,{class:`hidden`,children:`Colours: `}),{auto:`Auto`,light:`Light`,dark:`Dark`}[Da.value]]}),X.value?.isAuthenticated&&Y(`button`,{type:`button`,class:`quiet`,onClick:()=>void gn(),title:`Signed in as ${X.value.name}`,children:`Sign out`}),Z.value&&Y(`a`,{class:`button primary`,href:`/new`,title:`New reminder (n)`,children:[`New `,Y(`span`,{class:`wide`,children:`reminder`})]})]})]})}var Na=/^(localhost|127\.|\[::1\])/.test(location.hostname);function Pa(){return P(()=>(document.addEventListener(`click`,hr),()=>document.removeEventListener(`click`,hr)),[]),Y(E,{children:[Y(`a`,{class:`skip`,href:`#main`,children:`Skip to the page`}),Y(Ma,{}),Y(ga,{}),Y(za,{}),Y(`footer`,{class:`foot`,children:[`Press `,Y(`kbd`,{children:`?`}),` for keys`,Na&&Y(E,{children:[` · `,Y(`a`,{href:`/graphql`,children:`For developers: try the API`})]})]}),Y(xa,{}),Y(`p`,{class:`notice`,role:`status`,"data-shown":Ct.value!==``,children:Ct})]})}var Fa=ya(`Reminder`,async()=>(await fn(async()=>{let{DetailPage:e}=await import(`./detail-page-Bw_cw5kD.js`);return{DetailPage:e}},__vite__mapDeps([3,4]))).DetailPage),Ia=ya(`New reminder`,async()=>(await fn(async()=>{let{NewPage:e}=await import(`./new-page-DavtZS4j.js`);return{NewPage:e}},__vite__mapDeps([5,4,6]))).NewPage),La=ya(`Import a list`,async()=>(await fn(async()=>{let{ImportPage:e}=await import(`./import-page-XNc3My0B.js`);return{ImportPage:e}},__vite__mapDeps([7,6]))).ImportPage);function Ra(){for(let e of[Fa,Ia,La])e.preload()}function za(){let{path:e}=J.value,t=/^\/reminders\/([^/]+)$/.exec(e)?.[1];if(t)return Y(Fa.Component,{id:Ba(t)},t);switch(e.replace(/(.)\/$/,`$1`)){case`/`:return Y(da,{});case`/reminders`:return Y(bi,{});case`/new`:return Y(Ia.Component,{});case`/import`:return Y(La.Component,{});default:return Y(ci,{title:`Nothing here`,children:Y(`p`,{children:[`This address leads nowhere. `,Y(`a`,{href:`/`,children:`See what happens now`}),`, or`,` `,Y(`a`,{href:`/reminders`,children:`look through all reminders`}),`.`]})})}}function Ba(e){try{return decodeURIComponent(e)}catch{return e}}var Va=300;Oa(),En(),Ar(),addEventListener(`load`,()=>setTimeout(Ha,Va));function Ha(){Ra(),nr().catch(()=>{})}_e(Y(Pa,{}),document.getElementById(`root`));export{q as A,$t as B,pr as C,nr as D,ir as E,Fn as F,H as G,Et as H,jn as I,F as J,B as K,Tn as L,In as M,Ln as N,ar as O,zn as P,G as R,Y as S,mr as T,U,Dt as V,vt as W,E as X,I as Y,Pr as _,ui as a,Cr as b,ni as c,Gr as d,ti as f,Nr as g,Rr as h,di as i,Rn as j,rr as k,$r as l,Wr as m,Mi as n,ci as o,$ as p,P as q,fi as r,li as s,Wi as t,Hr as u,Z as v,gr as w,Sr as x,X as y,K as z};