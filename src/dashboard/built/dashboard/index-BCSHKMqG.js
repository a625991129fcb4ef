var e,t,n,r,i,a,o,s,c,l,u,d=Symbol.for(`pv`),f={},p=[],m=/^m(i|n|o|s|text|space)$/,h=Array.isArray,g=p.slice,_=Object.assign;function v(e){e&&e.parentNode&&e.remove()}function y(e,t,n){var r,i,a,o={},s=arguments.length;for(a in t)a==`key`?r=t[a]:a==`ref`&&typeof e!=`function`?i=t[a]:o[a]=t[a];return s>2&&(o.children=s>3?g.call(arguments,2):n),b(e,o,r,i,null)}function b(n,r,i,a,o){var s={type:n,props:r,key:i,ref:a,__k:null,__:null,__b:0,__e:null,__c:null,constructor:d,__v:o||++t,__i:-1,__u:0};return!o&&e.vnode&&e.vnode(s),s}function x(e){return e.children}function S(e,t){this.props=e,this.context=t,this.__g=0}function ee(e,t){if(t==null)return e.__&&ee(e.__,e.__i+1);for(var n;t<e.__k.length;t++)if((n=e.__k[t])&&n.__e)return n.__e;return typeof e.type!=`function`||e.props.__P?null:ee(e)}function te(t){var n,r=t.__v,i=r.__e,a=[],o=[],s=t.__P;s&&((n=_({constructor:d},r)).__v=r.__v+1,e.vnode&&e.vnode(n),oe(s,n,r,t.__n,s.namespaceURI,32&r.__u?[i]:null,a,i||ee(r),32&r.__u,o),n.__v=r.__v,n.__.__k[n.__i]=n,k(a,n,o),r.__=r.__e=null,n.__e!=i&&C(n))}function C(e){if((e=e.__)&&e.__c&&!e.props.__P)return e.__e=null,e.__k.some(function(t){return t&&(e.__e=t.__e)}),C(e)}function w(t){(8&t.__g||(t.__g|=8,r.push(t),a++))&&i==e.debounceRendering||((i=e.debounceRendering)||queueMicrotask)(T)}function T(){try{for(var e,t=1;r.length;)r.length>t&&r.sort(o),e=r.shift(),t=r.length,8&e.__g&&te(e)}finally{(a=r.length)&&(i||queueMicrotask)(T)}}function ne(e,t,n,r,i,a,o,s,c,l,u){var d,m,h,g,_,v,y=r.__k||p,b=t.length;for(c=re(n,t,y,c,b),d=0;d<b;d++)(h=n.__k[d])!=null&&(m=~h.__i&&y[h.__i]||f,h.__i=d,v=oe(e,h,m,i,a,o,s,c,l,u),g=h.__e,(m.ref!=h.ref||8&m.__u)&&(m.ref&&A(m.ref,null,h,m),h.ref&&u.push(h.ref,h.__c||g,h)),_||=g,4&h.__u?(c=E(h,c,e,!m.__v),m.__e&&(m.__e=null)):typeof h.type==`function`&&v!==void 0?c=v:g&&(c=g.nextSibling),h.__u&=-21);return n.__e=_,c}function re(e,t,n,r,i){var a,o,s,c,l,u,f,p,m,g=n.length,_=g,v=0,y=0,S=e.__k=Array(i);for(a=0;a<i;a++)(o=t[a])!=null&&typeof o!=`boolean`&&typeof o!=`function`?(typeof o!=`object`||o.constructor===String?o=S[a]=b(null,o):h(o)?o=S[a]=b(x,{children:o}):o.constructor===d&&o.__b?o=S[a]=b(o.type,o.props,o.key,o.ref,o.__v):S[a]=o,c=a+v,o.__=e,o.__b=e.__b+1,s=null,~(l=o.__i=ie(o,n,c,_))&&(_--,(s=n[l])&&(s.__u|=2)),s&&s.__v?(o.__u|=16,l==c-1?v--:l==c+1?v++:l!=c&&(l>c?v--:v++,y=1)):(~l||(i>g?v--:i<g&&v++),typeof o.type!=`function`&&(o.__u|=4))):S[a]=null;if(y){for(u=[],f=[],a=0;a<i;a++)if((o=S[a])&&16&o.__u){for(v=0,p=u.length;v<p;)u[m=v+p>>1]<o.__i?v=m+1:p=m;u[v]=o.__i,f[a]=v+1}for(v=u.length;a--;)f[a]&&(f[a]==v?v--:S[a].__u|=4)}if(_)for(a=0;a<g;a++)!(s=n[a])||2&s.__u||(s.__e==r&&(r=ee(s)),ue(s,s));return r}function E(e,t,n,r){var i,a,o,s;if(typeof e.type==`function`){if(e.props.__P)return t;if(i=e.__k)for(a=0;a<i.length;a++)i[a]&&(i[a].__=e,t=E(i[a],t,n,!1));return t}for(t&&!t.parentNode&&(t=ee(e))&&!t.parentNode&&(t=null),o=e.__e,s=t;s&&s.nodeType==8;)s=s.nextSibling;for(o!=s&&(!r&&n.moveBefore&&o.parentNode?n.moveBefore(o,t):n.insertBefore(o,t||null)),t=o;(t&&=t.nextSibling)&&t.nodeType==8&&!t.data.startsWith(`$s`););return t}function ie(e,t,n,r){var i,a=e.key,o=e.type,s=t[n],c=s&&!(2&s.__u);if(s===null&&a==null||c&&a==s.key&&o==s.type)return n;if(r>+!!c){for(i=n-1;i>=0;i--)if((s=t[i])&&!(2&s.__u)&&a==s.key&&o==s.type)return i;for(i=n+1;i<t.length;i++)if((s=t[i])&&!(2&s.__u)&&a==s.key&&o==s.type)return i}return-1}function ae(e,t,n){n??=``,t[0]==`-`?e.setProperty(t,n):e[t]=n}function D(e,t,n,r,i){var a,o;if(t==`style`){if(typeof n==`string`)e.style.cssText=n;else{if(typeof r==`string`&&(e.style.cssText=r=``),r)for(t in r)n&&t in n||ae(e.style,t);if(n)for(t in n)r&&n[t]==r[t]||ae(e.style,t,n[t])}}else if(t[0]==`o`&&t[1]==`n`)typeof n!=`function`&&(n=null),typeof r!=`function`&&(r=null),(e.__e||={})[t]=n,n&&r||(o=u[t]||(u[t]=O(t)),(e.__a||={})[t]=l,a=t!=(t=t.replace(c,`$1`)),(t=t.slice(2))[0]<`a`&&(t=t.toLowerCase()),n?e.addEventListener(t,o,a):e.removeEventListener(t,o,a));else{if(i==`http://www.w3.org/2000/svg`)t=t.replace(/xlink(H|:h)/,`h`).replace(/sName$/,`s`);else if(t!=`width`&&t!=`height`&&t!=`href`&&t!=`list`&&t!=`form`&&t!=`tabIndex`&&t!=`download`&&t!=`rowSpan`&&t!=`colSpan`&&t!=`role`&&t!=`popover`&&t in e)try{e[t]=n??``;return}catch{}if(typeof n==`function`)return;n==null||!1===n&&t[4]!=`-`?e.removeAttribute(t):e.setAttribute(t,t==`popover`&&n==1?``:n)}}function O(t){return function(n){var r=this.__e;if(r){if(r=r[t],n[s]==null)n[s]=l++;else if(n[s]<this.__a[t])return;return r(e.event?e.event(n):n)}}}function oe(t,n,r,i,a,o,s,c,l,u){var f,m,g,y,b,te,C,w,T,re,E,ie,ae,D,O,oe,k,A,j=n.type;if(n.constructor!==d)return null;128&r.__u&&(l=32&r.__u,f=r.__c.__z)&&(n.__u|=l,m=o=[],f.nodeType==8?c=se(f,o):o.push(f),c=o[0]||c),(f=e.__b)&&f(n);n:if(typeof j==`function`){g=s.length;try{if(w=n.props,T=(f=j.prototype)&&f.render,re=(f=j.contextType)&&i[f.__c],E=f?re?re.props.value:f.__:i,(y=r.__c)?(n.__c=y,2&y.__g&&(y.__g|=1)):(T?n.__c=y=new j(w,E):(n.__c=y=new S(w,E),y.constructor=j,y.render=de),re&&re.sub(y),y.state||(y.state={}),y.__n=i,y.__g|=8,y.__h=[],y.__k=[]),T&&(y.__s||(y.__s=y.state),j.getDerivedStateFromProps&&(y.__s==y.state&&(y.__s=_({},y.__s)),_(y.__s,j.getDerivedStateFromProps(w,y.__s)))),b=y.props,te=y.state,y.__v=n,r.__c){if(w!==b&&T&&!j.getDerivedStateFromProps&&y.componentWillReceiveProps&&y.componentWillReceiveProps(w,E),n.__v==r.__v&&!(8&y.__g)||!(4&y.__g)&&y.shouldComponentUpdate&&!1===y.shouldComponentUpdate(w,y.__s,E)){n.__v!=r.__v&&(y.props=w,y.state=y.__s,y.__g&=-9),n.__e=r.__e,n.__k=r.__k,n.__k.some(function(e){e&&(e.__=n)}),p.push.apply(y.__h,y.__k),y.__k=[],y.__h.length&&s.push(y),c=ee(r);break n}y.componentWillUpdate&&y.componentWillUpdate(w,y.__s,E),T&&y.componentDidUpdate&&y.__h.push(function(){y.componentDidUpdate(b,te,C)})}else T&&!j.getDerivedStateFromProps&&y.componentWillMount&&y.componentWillMount(),T&&y.componentDidMount&&y.__h.push(y.componentDidMount);y.context=E,y.props=w,y.__P=t,y.__g&=-5,ie=e.__r,ae=T?25:0;do y.__g&=-9,ie&&ie(n),f=y.render(y.props,y.state=y.__s,y.context);while(8&y.__g&&++ae<25);T&&(p.push.apply(y.__h,y.__k),y.__k=[]),y.state=y.__s,y.getChildContext&&(i=_({},i,y.getChildContext())),T&&r.__c&&y.getSnapshotBeforeUpdate&&(C=y.getSnapshotBeforeUpdate(b,te)),D=f&&f.type===x&&f.key==null?f.props.children:f,w.__P&&(f=c,a=(t=w.__P).namespaceURI,l=o=null,r.props&&r.props.__P!=t&&(r.__k.some(function(e){e&&ue(e,e)}),r.__k=null),c=r.__k?ee(r,0):null),c=ne(t,h(D)?D:[D],n,r,i,a,o,s,c,l,u),w.__P&&(n.__e=null,c=f),n.__u&=-161,m&&m.some(v),y.__h.length&&s.push(y),1&y.__g&&(y.__g&=-4)}catch(t){if(s.length=g,n.__v=null,l||o){if(t&&t.then){if(n.__u|=128|l,o){for(~(k=o.indexOf(c||void 0))||(k=o.length);(A=o[k-1])&&A.nodeType==8;)k--;for(;k<o.length;k++)if(A=o[k]){if(o[k]=null,O){if(A==oe)break}else{if(A.nodeType!=8)break;A.data.startsWith(`$s`)&&(oe=se(O=A))}}}if(!O){for(;c&&c.nodeType==8&&c.nextSibling;)c=c.nextSibling;O=c}(f=se(O=n.__c.__z||(n.__c.__z=O)))?(n.__e=O,c=f):n.__e=c,c&&=c.nextSibling}else o&&o.some(v)}else n.__e=r.__e;n.__k||=r.__k||[],t&&t.then||ce(n),e.__e(t,n,r)}}else c=n.__e=le(r.__e,n,r,i,a,o,s,l,u,t);return(f=e.diffed)&&f(n),c}function se(e,t){if(e&&e.nodeType==8&&e.data.startsWith(`$s`))for(var n=1;e=e.nextSibling;){if(e.nodeType==8){if(e.data.startsWith(`$s`))n++;else if(e.data.startsWith(`/$s`)&&!--n)return e}t&&t.push(e)}}function ce(e){e&&(e.__c&&(e.__c.__g|=4),e.__k&&e.__k.some(ce))}function k(t,n,r){for(var i=0;i<r.length;)A(r[i++],r[i++],r[i++]);e.__c&&e.__c(n,t),t.some(function(n){try{t=n.__h,n.__h=[],t.some(function(e){e.call(n)})}catch(t){e.__e(t,n.__v)}})}function le(t,n,r,i,a,o,s,c,l,u){var d,p,_,y,b,x,S,te,C=r.props||f,w=n.props,T=n.type;if(T==`svg`?a=`http://www.w3.org/2000/svg`:T==`math`?a=`http://www.w3.org/1998/Math/MathML`:a||=`http://www.w3.org/1999/xhtml`,o){for(d=0;d<o.length;d++)if((b=o[d])&&(T?b.localName==T:b.nodeType==3)){t=b,o[d]=null;break}}if(!t){if(te=u.ownerDocument||document,!T)return te.createTextNode(w);t=te.createElementNS(a,T,w.is?w:u),c&&=(e.__m&&e.__m(n,o),!1),o=null}if(T){if(u=T==`template`&&t.content||t,o=T==`textarea`&&w.defaultValue!=null?null:o&&g.call(u.childNodes),!c&&o)for(C={},d=0;d<t.attributes.length;d++)C[(b=t.attributes[d]).name]=b.value;for(d in C)b=C[d],d==`dangerouslySetInnerHTML`?_=b:d==`children`||d in w||d==`value`&&`defaultValue`in w||d==`checked`&&`defaultChecked`in w||D(t,d,null,b,a);for(d in w)b=w[d],d==`children`?y=b:d==`dangerouslySetInnerHTML`?p=b:d==`value`?x=b:d==`checked`?S=b:c&&typeof b!=`function`||C[d]===b||D(t,d,b,C[d],a);p?(c||_&&(p.__html==_.__html||p.__html==t.innerHTML)||(t.innerHTML=p.__html),n.__k=[]):(_&&(t.textContent=``),(T==`foreignObject`||a==`http://www.w3.org/1998/Math/MathML`&&m.test(T))&&(a=`http://www.w3.org/1999/xhtml`),ne(u,h(y)?y:[y],n,r,i,a,o,s,o?o[0]:r.__k&&ee(r,0),c,l),o&&o.some(v)),c&&T!=`textarea`||(d=`value`,T==`progress`&&x==null?t.removeAttribute(d):x==null||x===t[d]&&(T!=`progress`||x)||D(t,d,x,C[d],a),d=`checked`,S!=null&&S!=t[d]&&D(t,d,S,C[d],a))}else C===w||c&&t.data==w||(t.data=w);return t}function A(t,n,r,i){try{typeof t==`function`?n?n.__x=t(n)||1:(i&&=i.__c||i.__e)&&(n=i.__x)&&(i.__x=null,typeof n==`function`?n():t(null)):t.current=n}catch(t){e.__e(t,r)}}function ue(t,n,r){var i,a,o,s;if(e.unmount&&e.unmount(t),!(i=t.ref)||i.current&&i.current!=t.__e||A(i,null,n,t),i=t.__c){if(i.componentWillUnmount)try{i.componentWillUnmount()}catch(t){e.__e(t,n)}i.__P=i.__n=null}if(i=t.__k)for(s=0;s<i.length;s++)i[s]&&ue(i[s],n,typeof t.type!=`function`||r&&!t.props.__P);!r&&(i=t.__c)&&(i=i.__z)&&(a=se(i,o=[]))&&(i==t.__e&&o.some(v),v(a),v(i)),r||v(t.__e),t.__e=t.__c=t.__=null}function de(e,t,n){return this.constructor(e,n)}function j(t,n){var r,i,a,o;e.__&&e.__(t,n),n.nodeType==9&&(n=n.documentElement),i=(r=t&&32&t.__u)?null:n.__k,n.__k=b(x,{children:[t]}),a=[],o=[],oe(n,n.__k,i||f,f,n.namespaceURI,i?null:n.firstChild?g.call(n.childNodes):null,a,i?i.__e:n.firstChild,r,o),k(a,n.__k,o),n.__k.props.children=null}e={__e:function(e,t,n,r){for(var i,o,s;t=t.__;)if((i=t.__c)&&!(1&i.__g)){i.__g|=4;try{if((s=(o=i.constructor)&&o.getDerivedStateFromError)&&i.setState(o.getDerivedStateFromError(e)),i.componentDidCatch&&(i.componentDidCatch(e,r||{}),s=1),s&&8&i.__g)return void(i.__g|=2)}catch(t){e=t}}throw a=0,e}},t=0,n=function(e){return e!=null&&e.constructor===d},S.prototype.setState=function(e,t){var n=this.__s;n&&n!=this.state||(n=this.__s=_({},this.state)),typeof e==`function`&&(e=e(_({},n),this.props)),e&&(_(n,e),this.__v&&(t&&this.__k.push(t),w(this)))},S.prototype.forceUpdate=function(e){this.__v&&(this.__g|=4,e&&this.__h.push(e),w(this))},S.prototype.render=x,r=[],a=0,o=function(e,t){return e.__v.__b-t.__v.__b},s=Symbol(),c=/(PointerCapture)$|Capture$/i,l=0,u={};var fe,M,pe,me,he=Object.is,ge=0,_e=[],ve=[],N=e,ye=N.__b,be=N.__r,xe=N.diffed,Se=N.__c,Ce=N.unmount,we=N.__;function Te(e,t){N.__h&&N.__h(M,e,ge||t),ge=0;var n=M.__H||(M.__H={__:[],__h:[]});return e>=n.__.length&&n.__.push({}),n.__[e]}function P(e,t){var n=Te(fe++,3);!N.__s&&Fe(n.__H,t)&&(n.__P=!0,n.__=e,n.u=t,M.__H.__h.push(n))}function Ee(e,t){var n=Te(fe++,4);!N.__s&&Fe(n.__H,t)&&(n.__P=!1,n.__=e,n.u=t,M.__h.push(n))}function F(e){return ge=5,I(function(){return{current:e}},[])}function I(e,t){var n=Te(fe++,7);return Fe(n.__H,t)&&(n.__=e(),n.__H=t),n.__}function De(e,t){return ge=8,I(function(){return e},t)}function Oe(){var e=Te(fe++,11);if(!e.__){for(var t=M.__v;!t.__m&&t.__;)t=t.__;var n=t.__m||(t.__m=[0,0]);e.__=`P`+n[0]+`-`+n[1]++}return e.__}function ke(){var e;do{for(;e=ve.shift();)try{Ne(e)}catch(t){N.__e(t,{__:(e=e.__P)&&e.__v})}for(;e=_e.shift();){var t=e.__H;if(e.__P&&t)try{t.__h.some(Ne),t.__h.some(Pe),t.__h=[]}catch(n){t.__h=[],N.__e(n,e.__v)}}}while(ve.length)}N.__b=function(e){M=null,ye&&ye(e)},N.__=function(e,t){e&&t.__k&&t.__k.__m&&(e.__m=t.__k.__m),we&&we(e,t)},N.__r=function(e){be&&be(e),fe=0;var t=(M=e.__c).__H;t&&(pe==M?M.__h=[]:(t.__h.some(Ne),t.__h.some(Pe),fe=0),t.__h=[],t.__.some(function(e){e.__N&&(e.__=e.__N),e.u=e.__N=void 0})),pe=M},N.diffed=function(e){xe&&xe(e);var t=e.__c;t&&t.__H&&(t.__H.__h.length&&Me(_e.push(t)),t.__H.__.some(function(e){e.u&&(e.__H=e.u)})),pe=M=null},N.__c=function(e,t){t.some(function(e){try{e.__h.some(Ne),e.__h=e.__h.filter(function(e){return!e.__||Pe(e)})}catch(t){e.__h=[function(){throw t}]}}),Se&&Se(e,t)},N.unmount=function(e){Ce&&Ce(e);var t,n,r=e.__c;r&&r.__H&&(r.__H.__.some(function(r){try{if(r.__P&&r.__c){if(n===void 0){for(n=e.__;n&&(!n.__c||!n.__c.__P);)n=n.__;n&&=n.__c}r.__P=n,Me(ve.push(r))}else Ne(r)}catch(e){t=e}}),r.__H=void 0,t&&N.__e(t,r.__v))};var Ae=typeof requestAnimationFrame==`function`;function je(e){var t,n=function(){clearTimeout(r),Ae&&cancelAnimationFrame(t),setTimeout(e)},r=setTimeout(n,35);Ae&&(t=requestAnimationFrame(n))}function Me(e){e!=1&&me==N.requestAnimationFrame||((me=N.requestAnimationFrame)||je)(ke)}function Ne(e){var t=M,n=e.__c;typeof n==`function`&&(e.__c=void 0,n()),M=t}function Pe(e){var t=M;e.__c=e.__(),M=t}function Fe(e,t){return!e||e.length!=t.length||t.some(function(t,n){return!he(t,e[n])})}var Ie=Symbol.for(`preact-signals`);function Le(){if(R>1)R--;else{var e,t=!1;for((function(){var e=Ge;for(Ge=void 0;e!==void 0;){var t=e.S;if(t.v===e.v)for(var n=t.t;n!==void 0;n=n.x)n.i===e.i&&(n.i=t.i);e=e.o}})();Ve!==void 0;){var n=Ve;for(Ve=void 0,He++;n!==void 0;){var r=n.u;if(n.u=void 0,n.f&=-3,!(8&n.f)&&Je(n))try{n.c()}catch(n){t||=(e=n,!0)}n=r}}if(He=0,R--,t)throw e}}function Re(e){if(R>0)return e();We=++Ue,R++;try{return e()}finally{Le()}}var ze,L=void 0;function Be(e){var t=L,n=ze;L=void 0,ze=void 0;try{return e()}finally{L=t,ze=n}}var Ve=void 0,R=0,He=0,Ue=0,We=0,Ge=void 0,Ke=0;function qe(e){if(L!==void 0){var t=e.n;if(t===void 0||t.t!==L)return t={i:0,S:e,p:L.s,n:void 0,t:L,e:void 0,x:void 0,r:t},L.s!==void 0&&(L.s.n=t),L.s=t,e.n=t,32&L.f&&e.S(t),t;if(t.i===-1)return t.i=0,t.n!==void 0&&(t.n.p=t.p,t.p!==void 0&&(t.p.n=t.n),t.p=L.s,t.n=void 0,L.s.n=t,L.s=t),t}}function z(e,t){this.v=e,this.i=0,this.n=void 0,this.t=void 0,this.l=0,this.W=t?.watched,this.Z=t?.unwatched,this.name=t?.name}z.prototype.brand=Ie,z.prototype.h=function(){return!0},z.prototype.S=function(e){var t=this,n=this.t;n!==e&&e.e===void 0&&(e.x=n,this.t=e,n===void 0?Be(function(){var e;(e=t.W)==null||e.call(t)}):n.e=e)},z.prototype.U=function(e){var t=this;if(this.t!==void 0){var n=e.e,r=e.x;n!==void 0&&(n.x=r,e.e=void 0),r!==void 0&&(r.e=n,e.x=void 0),e===this.t&&(this.t=r,r===void 0&&Be(function(){var e;(e=t.Z)==null||e.call(t)}))}},z.prototype.subscribe=function(e){var t=this;return rt(function(){var n=t.value;Be(function(){return e(n)})},{name:`sub`})},z.prototype.valueOf=function(){return this.value},z.prototype.toString=function(){return this.value+``},z.prototype.toJSON=function(){return this.value},z.prototype.peek=function(){var e=this;return Be(function(){return e.value})},Object.defineProperty(z.prototype,"value",{get:function(){var e=qe(this);return e!==void 0&&(e.i=this.i),this.v},set:function(e){if(e!==this.v){if(He>100)throw Error(`Cycle detected`);(function(e){R!==0&&He===0&&e.l!==We&&(e.l=We,Ge={S:e,v:e.v,i:e.i,o:Ge})})(this),this.v=e,this.i++,Ke++,R++;try{for(var t=this.t;t!==void 0;t=t.x)t.t.N()}finally{Le()}}}});function B(e,t){return new z(e,t)}function Je(e){for(var t=e.s;t!==void 0;t=t.n)if(t.S.i!==t.i||!t.S.h()||t.S.i!==t.i)return!0;return!1}function Ye(e){for(var t=e.s;t!==void 0;t=t.n){var n=t.S.n;if(n!==void 0&&(t.r=n),t.S.n=t,t.i=-1,t.n===void 0){e.s=t;break}}}function Xe(e){for(var t=e.s,n=void 0;t!==void 0;){var r=t.p;t.i===-1?(t.S.U(t),r!==void 0&&(r.n=t.n),t.n!==void 0&&(t.n.p=r)):n=t,t.S.n=t.r,t.r!==void 0&&(t.r=void 0),t=r}e.s=n}function Ze(e,t){z.call(this,void 0,t),this.x=e,this.s=void 0,this.g=Ke-1,this.f=4}Ze.prototype=new z,Ze.prototype.h=function(){if(this.f&=-3,1&this.f)return!1;if((36&this.f)==32||(this.f&=-5,this.g===Ke))return!0;if(this.g=Ke,this.f|=1,this.i>0&&!Je(this))return this.f&=-2,!0;var e=L;try{Ye(this),L=this;var t=this.x();(16&this.f||this.v!==t||this.i===0)&&(this.v=t,this.f&=-17,this.i++)}catch(e){this.v=e,this.f|=16,this.i++}return L=e,Xe(this),this.f&=-2,!0},Ze.prototype.S=function(e){if(this.t===void 0){this.f|=36;for(var t=this.s;t!==void 0;t=t.n)t.S.S(t)}z.prototype.S.call(this,e)},Ze.prototype.U=function(e){if(this.t!==void 0&&(z.prototype.U.call(this,e),this.t===void 0)){this.f&=-33;for(var t=this.s;t!==void 0;t=t.n)t.S.U(t)}},Ze.prototype.N=function(){if(!(2&this.f)){this.f|=6;for(var e=this.t;e!==void 0;e=e.x)e.t.N()}},Object.defineProperty(Ze.prototype,"value",{get:function(){if(1&this.f)throw Error(`Cycle detected`);var e=qe(this);if(this.h(),e!==void 0&&(e.i=this.i),16&this.f)throw this.v;return this.v}});function Qe(e,t){return new Ze(e,t)}function $e(e){var t=e.j;if(e.j=void 0,typeof t==`function`){R++;var n=L;L=void 0;try{t()}catch(t){throw e.f&=-2,e.f|=8,et(e),t}finally{L=n,Le()}}}function et(e){for(var t=e.s;t!==void 0;t=t.n)t.S.U(t);e.x=void 0,e.s=void 0,$e(e)}function tt(e){if(L!==this)throw Error(`Out-of-order effect`);Xe(this),L=e,this.f&=-2;try{8&this.f&&et(this)}finally{Le()}}function nt(e,t){this.x=e,this.j=void 0,this.s=void 0,this.u=void 0,this.f=32,this.name=t?.name,ze&&ze.push(this)}nt.prototype.c=function(){var e=this.S();try{if(8&this.f||this.x===void 0)return;var t=this.x();typeof t==`function`&&(this.j=t)}finally{e()}},nt.prototype.S=function(){if(1&this.f)throw Error(`Cycle detected`);this.f|=1,this.f&=-9,$e(this),Ye(this),R++;var e=L;return L=this,tt.bind(this,e)},nt.prototype.N=function(){2&this.f||(this.f|=2,this.u=Ve,Ve=this)},nt.prototype.d=function(){this.f|=8,1&this.f||et(this)},nt.prototype.dispose=function(){this.d()};function rt(e,t){var n=new nt(e,t);try{n.c()}catch(e){throw n.d(),e}var r=n.d.bind(n);return r[Symbol.dispose]=r,r}var it,at,ot,st=typeof window<`u`&&!!window.__PREACT_SIGNALS_DEVTOOLS__,ct=[];rt(function(){it=this.N})();function lt(t,n){e[t]=n.bind(null,e[t]||function(){})}function ut(e){if(ot){var t=ot;ot=void 0,t()}ot=e&&e.S()}function dt(e){var t=this,r=e.data,i=V(r);i.name=`ReactiveDom`,i.value=r;var a=I(function(){for(var e=t,r=t.__v;r=r.__;)if(r.__c){r.__c.__$f|=4;break}var a=Qe(function(){var e=i.value.value;return e===0?0:!0===e?``:e||``}),o=Qe(function(){return!Array.isArray(a.value)&&!n(a.value)}),s=rt(function(){if(this.N=gt,o.value){var t=a.value;e.__v&&e.__v.__e&&e.__v.__e.nodeType===3&&(e.__v.__e.data=t)}}),c=t.__$u.d;return t.__$u.d=function(){s(),c.call(this)},[o,a]},[]),o=a[0],s=a[1];return o.value?s.peek():s.value}dt.displayName=`ReactiveTextNode`,Object.defineProperties(z.prototype,{constructor:{configurable:!0,value:y(x,null).constructor},type:{configurable:!0,value:dt},props:{configurable:!0,get:function(){var e=this;return{data:{get value(){return e.value}}}}},__b:{configurable:!0,value:1}}),lt(`__b`,function(e,t){if(ut(),at=void 0,typeof t.type==`string`){var n,r=t.props;for(var i in r)if(i!==`children`){var a=r[i];a instanceof z&&(n||(t.__np=n={}),n[i]=a,r[i]=a.peek())}}e(t)}),lt(`__r`,function(e,t){if(e(t),t.type!==x){ut();var n,r=t.__c;r&&(r.__$f&=-2,(n=r.__$u)===void 0&&(r.__$u=n=function(e,t){var n;return rt(function(){n=this},{name:t}),n.c=e,n}(function(e){return function(){var t;st&&((t=this.y)==null||t.call(this)),e.__$f|=1,e.setState({})}}(r),typeof t.type==`function`?t.type.displayName||t.type.name:``))),at=r,ut(n)}}),lt(`__e`,function(e,t,n,r){ut(),at=void 0,e(t,n,r)}),lt(`diffed`,function(e,t){ut(),at=void 0;var n;if(typeof t.type==`string`&&(n=t.__e)){var r=t.__np,i=t.props,a=n.U;if(a)for(var o in a){var s=a[o];s===void 0||r&&o in r||(s.d(),a[o]=void 0)}if(r)for(var c in a||(a={},n.U=a),r){var l=a[c],u=r[c];l===void 0?(l=ft(n,c,u,i),a[c]=l):l.o(u,i)}}e(t)});function ft(e,t,n,r){var i=t in e&&e.ownerSVGElement===void 0,a=B(n);return{o:function(e,t){a.value=e,r=t},d:rt(function(){this.N=gt;var n=a.value.value;r[t]!==n&&(r[t]=n,i?e[t]=n:n!=null&&(!1!==n||t[4]===`-`)?e.setAttribute(t,n):e.removeAttribute(t))})}}lt(`unmount`,function(e,t){if(typeof t.type==`string`){var n=t.__e;if(n){var r=n.U;if(r)for(var i in n.U=void 0,r){var a=r[i];a&&a.d()}}var o=t.__np;if(o){var s=t.props;for(var c in o)s[c]=o[c]}t.__np=void 0}else{var l=t.__c;if(l){l.__$f|=8;var u=l.__$u;u&&(l.__$u=void 0,u.d())}}e(t)}),lt(`__h`,function(e,t,n,r){r<3&&(t.__$f|=2),e(t,n,r)}),S.prototype.shouldComponentUpdate=function(e,t){if(this.__R)return!0;var n=this.__$u,r=n&&n.s!==void 0;for(var i in t)return!0;if(this.__f||typeof this.u==`boolean`&&!0===this.u){var a=2&this.__$f;if(!(r||a||4&this.__$f)||1&this.__$f)return!0}else if(!(r||4&this.__$f)||3&this.__$f)return!0;for(var o in e)if(o!==`__source`&&e[o]!==this.props[o])return!0;for(var s in this.props)if(!(s in e))return!0;return!1};function V(e,t){return I(function(){return B(e,t)},[])}function pt(e,t){var n=F(e);return n.current=e,at.__$f|=4,I(function(){return Qe(function(){return n.current()},t)},[])}var mt=function(e){queueMicrotask(function(){queueMicrotask(e)})};function ht(){Re(function(){for(var e;e=ct.shift();)it.call(e)})}function gt(){ct.push(this)===1&&(e.requestAnimationFrame||mt)(ht)}var _t=6e3,vt=B(``),yt=0;function H(e){vt.value=e,clearTimeout(yt),yt=setTimeout(()=>{vt.value=``},_t)}var bt=class extends Error{requestId;constructor(e,{requestId:t=null,cause:n}={}){super(e,n===void 0?{}:{cause:n}),this.requestId=t}},xt=class extends bt{name=`TransportError`;status;retryAfterMs;constructor(e,t={}){super(e,t),this.status=t.status??null,this.retryAfterMs=t.retryAfterMs??null}};function St(e){let t=globalThis.location?.href,n=new URL(e,t),r=n.pathname.replace(/\/+$/,``);return n.pathname=r.endsWith(`/graphql`)?r:`${r}/graphql`,n}async function Ct(e,{accept:t,body:n,signal:r}){let i=await e.authorization(),a={accept:t,"content-type":`application/json`};i!==null&&(a.authorization=i);try{return await e.fetch(e.endpoint,{method:`POST`,headers:a,body:JSON.stringify(n),signal:r})}catch(t){throw wt(e,r,t)}}function wt({endpoint:e},t,n){return t.aborted?t.reason:n instanceof bt?n:new xt(`No answer from ${e.origin}.`,{cause:n})}var U=class extends String{__apiType;value;__meta__;constructor(e,t){super(e),this.value=e,this.__meta__=t}toString(){return this.value}};new U(`
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
    `,{fragmentName:`AttemptFields`}),new U(`
    fragment DispatcherFields on Dispatcher {
  paused
  pauseReason
  simulated
  nextDueAt
  overdue
  inFlight
  instances {
    id
    hostname
    startedAt
    heartbeatAt
    inFlight
  }
}
    `,{fragmentName:`DispatcherFields`}),new U(`
    fragment ReminderFields on Reminder {
  id
  phoneNumber
  message
  scheduledTime
  status
  retryCount
  maxRetryAttempts
  nextAttemptAt
  lastRunAt
  callSid
  callResult
  failureReason
  version
  createdAt
  updatedAt
}
    `,{fragmentName:`ReminderFields`}),new U(`
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
  lastRunAt
  callSid
  callResult
  failureReason
  version
  createdAt
  updatedAt
}`,{fragmentName:`ErrorFields`});var Tt=new U(`
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
  lastRunAt
  callSid
  callResult
  failureReason
  version
  createdAt
  updatedAt
}`),Et=new U(`
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
  lastRunAt
  callSid
  callResult
  failureReason
  version
  createdAt
  updatedAt
}`),Dt=new U(`
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
  lastRunAt
  callSid
  callResult
  failureReason
  version
  createdAt
  updatedAt
}`),Ot=new U(`
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
  instances {
    id
    hostname
    startedAt
    heartbeatAt
    inFlight
  }
}`),kt=new U(`
    query LastChangeCursor {
  lastChangeCursor
}
    `),At=new U(`
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
  instances {
    id
    hostname
    startedAt
    heartbeatAt
    inFlight
  }
}`);new U(`
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
  lastRunAt
  callSid
  callResult
  failureReason
  version
  createdAt
  updatedAt
}`);var jt=new U(`
    query ReminderCounts($filter: ReminderFilter) {
  reminderCounts(filter: $filter) {
    status
    count
  }
}
    `),Mt=new U(`
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
  lastRunAt
  callSid
  callResult
  failureReason
  version
  createdAt
  updatedAt
}`),Nt=new U(`
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
  lastRunAt
  callSid
  callResult
  failureReason
  version
  createdAt
  updatedAt
}`),Pt=new U(`
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
  lastRunAt
  callSid
  callResult
  failureReason
  version
  createdAt
  updatedAt
}`),Ft=new U(`
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
  instances {
    id
    hostname
    startedAt
    heartbeatAt
    inFlight
  }
}`),It=new U(`
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
  lastRunAt
  callSid
  callResult
  failureReason
  version
  createdAt
  updatedAt
}`),Lt=new U(`
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
  lastRunAt
  callSid
  callResult
  failureReason
  version
  createdAt
  updatedAt
}`);function Rt(){let e=new WeakMap;return{give:t=>t.map(t=>({...t,idempotencyKey:t.idempotencyKey??e.get(t)??zt()})),keep(t,n){for(let[r,i]of t.entries()){let t=n[r]?.idempotencyKey;t!==void 0&&e.set(i,t)}},forget(t){for(let n of t)e.delete(n)}}}function zt(){let e=crypto.getRandomValues(new Uint8Array(16));return Array.from(e,e=>e.toString(16).padStart(2,`0`)).join(``)}var Bt=250;function Vt(e,t,n=Math.random){return Math.min(t,Bt*2**(e-1))*(1-n()/2)}var Ht=class extends bt{name=`OperationError`;code;problems;constructor(e,t={}){super(e.map(({message:e})=>e).join(` `),t),this.code=Ut(e[0]),this.problems=e}};function Ut(e){let t=e?.extensions?.code;return typeof t==`string`?t:null}function Wt(e,t){return new Promise((n,r)=>{t?.throwIfAborted();let i=()=>{clearTimeout(a),r(t?.reason)},a=setTimeout(()=>{t?.removeEventListener(`abort`,i),n()},e);t?.addEventListener(`abort`,i,{once:!0})})}var Gt=5e3,Kt=[408,429,502,503,504],qt=[`SERVICE_UNAVAILABLE`,`RATE_LIMITED`,`TOO_MANY_SUBSCRIPTIONS`];async function Jt(e,{retries:t,signal:n}){for(let r=1;;r++)try{return await e()}catch(e){if(r>t||n?.aborted||!Yt(e))throw e;let i=Xt(e);if(i>Gt)throw e;await Wt(Math.max(i,Vt(r,Gt)),n)}}function Yt(e){return e instanceof Ht?qt.includes(e.code):e instanceof xt?e.status===null||Kt.includes(e.status):!1}function Xt(e){if(e instanceof xt)return e.retryAfterMs??0;let t=e instanceof Ht&&e.problems[0]?.extensions?.retryAfterSeconds;return typeof t==`number`?t*1e3:0}var Zt=class extends bt{name=`AuthError`},Qt=class extends bt{name=`CursorExpiredError`};function $t(e,t=null){let n={requestId:t??en(e[0]),cause:e},r=e[0]?.message??`The server answered neither data nor errors.`;switch(Ut(e[0])){case`UNAUTHENTICATED`:case`FORBIDDEN`:return new Zt(r,n);case`CURSOR_EXPIRED`:return new Qt(r,n);default:return new Ht(e,{requestId:n.requestId})}}function en(e){let t=e?.extensions?.requestId??e?.extensions?.errorId;return typeof t==`string`?t:null}function tn({data:e,errors:t},n=null){if(t||e==null)throw $t(t??[],n);return e}async function nn(e,t,n){let{status:r,headers:i}=t,a=i.get(`x-request-id`),o;try{o=await t.text()}catch(t){throw wt(e,n,t)}let s=rn(o);if(r===401||r===403)throw new Zt(s?.errors?.[0]?.message??`The server refused this token.`,{requestId:a});if(s)return tn(s,a);throw new xt(`${e.endpoint.origin} answered HTTP ${r} without a GraphQL result.`,{status:r,requestId:a,retryAfterMs:on(i.get(`retry-after`))})}function rn(e){try{let t=JSON.parse(e);return an(t)?t:null}catch{return null}}function an(e){return typeof e!=`object`||!e?!1:`data`in e||`errors`in e&&Array.isArray(e.errors)}function on(e){return e!==null&&/^\d{1,9}$/.test(e)?Number(e)*1e3:null}async function sn(e,t,n){n?.throwIfAborted();let{endpoint:r,timeoutMs:i}=e,a=new AbortController,o=()=>a.abort(n?.reason),s=()=>a.abort(new xt(`No answer from ${r.origin} within ${i} ms.`));n?.addEventListener(`abort`,o,{once:!0});let c=setTimeout(s,i);try{return await nn(e,await Ct(e,{accept:`application/graphql-response+json, application/json`,body:{query:String(t.document),variables:t.variables},signal:a.signal}),a.signal)}finally{clearTimeout(c),n?.removeEventListener(`abort`,o)}}var cn=15e3;function ln(e,{filter:t,after:n,signal:r,onConnection:i=()=>{}}){let a=new AbortController,o=()=>a.abort();r?.addEventListener(`abort`,o),r?.aborted&&o();let s=c();async function*c(){try{let r=n??await e.readCursor(a.signal),o=await e.loadTransport();for(let n=0;!a.signal.aborted;){let s=null,c=1/0,l={query:String(Mt),variables:{filter:t,after:r}},u={signal:a.signal,onConnected(){c=performance.now(),i({kind:`connected`})}};try{for await(let t of o(e.connection,l,u)){let e=tn(t);n=0,r=e.reminderStatusChanged.cursor,yield e.reminderStatusChanged}}catch(e){if(!Yt(e))throw e;s=e}if(a.signal.aborted)return;i({kind:`lost`,error:s}),n=performance.now()-c>cn?1:n+1,await Wt(Vt(n,cn),a.signal)}}catch(e){if(!a.signal.aborted)throw e}finally{r?.removeEventListener(`abort`,o)}}return{next:()=>s.next(),return(){return o(),r?.removeEventListener(`abort`,o),s.return()},[Symbol.asyncIterator](){return this}}}var un=(function(){let e=typeof document<`u`&&document.createElement(`link`).relList;return e&&e.supports&&e.supports(`modulepreload`)?`modulepreload`:`preload`})(),dn=function(e){return`/`+e},fn={},pn=function(e){return e.pathname.endsWith(`.css`)},mn=function(e,t,n){if(t in e)return e[t];let r=n();if(!r){e[t]=void 0;return}let i=r.then(()=>{e[t]=void 0},n=>{throw e[t]=void 0,n});return e[t]=i,i},hn=function(e,t,n){let r=Promise.resolve();if(t&&t.length>0){let e,i=document.querySelector(`meta[property=csp-nonce]`),a=i?.nonce||i?.getAttribute(`nonce`);function o(e){return Promise.all(e.map(e=>Promise.resolve(e).then(e=>({status:`fulfilled`,value:e}),e=>({status:`rejected`,reason:e}))))}function s(e){return import.meta.resolve?new URL(import.meta.resolve(e)):new URL(e,import.meta.url)}r=o(t.map(t=>{t=dn(t,n);let r=s(t),i=pn(r);return mn(fn,r.href,()=>{if(e===void 0){e={all:new Set,styles:new Set};let t=document.getElementsByTagName(`link`);for(let n=t.length-1;n>=0;n--){let r=t[n];e.all.add(r.href),r.rel===`stylesheet`&&e.styles.add(r.href)}}if((i?e.styles:e.all).has(r.href))return;let t=document.createElement(`link`);if(t.rel=i?`stylesheet`:un,i||(t.as=`script`),t.crossOrigin=``,t.href=r.href,a&&t.setAttribute(`nonce`,a),document.head.appendChild(t),i)return new Promise((e,n)=>{let i=a=>{t.removeEventListener(`load`,i),t.removeEventListener(`error`,i),a.type===`error`?n(Error(`Unable to preload CSS for ${r}`)):e(a)};t.addEventListener(`load`,i),t.addEventListener(`error`,i)})})}).filter(e=>e!==void 0))}function i(e){let t=new Event(`vite:preloadError`,{cancelable:!0});if(t.payload=e,window.dispatchEvent(t),!t.defaultPrevented)throw e}return r.then(t=>{for(let e of t||[])e.status===`rejected`&&i(e.reason);return e().catch(i)})};function gn(e){let{token:t,retries:n=3,timeoutMs:r=3e4,silenceMs:i=3e4}=e,a=e.WebSocket??globalThis.WebSocket,{transport:o=a?`websocket`:`server-sent-events`}=e,s={endpoint:St(e.url),fetch:e.fetch??((e,t)=>globalThis.fetch(e,t)),WebSocket:a,timeoutMs:r,silenceMs:i,async authorization(){let e=typeof t==`function`?await t():t;return e===void 0?null:`Bearer ${e}`}},c=Rt();function l(e,t,{signal:r,mayRepeat:i=!1}={}){return Jt(()=>sn(s,{document:e,variables:t},r),{retries:i?n:0,signal:r})}function u(e,t,{signal:n}={}){return l(e,t,{signal:n,mayRepeat:!0})}async function d(e,t){let n=c.give(e);try{let r=await t(n);return c.forget(e),r}catch(t){throw c.keep(e,n),t}}async function*f(e={}){let{filter:t,orderBy:n,pageSize:r,withTotalCount:i=!1}=e,a=e.after??null;for(let o=!0;o;){let{reminders:s}=await u(Pt,{filter:t,orderBy:n,first:r,after:a,withTotalCount:i},e),{pageInfo:c,edges:l,totalCount:d=null}=s;({hasNextPage:o,endCursor:a}=c),yield{reminders:l.map(({node:e})=>e),hasNextPage:o,endCursor:a,totalCount:d}}}async function p(e){return(await u(kt,{},e)).lastChangeCursor}async function m(){return o===`websocket`?(await hn(async()=>{let{subscribeByWebSocket:e}=await import(`./web-socket-DBIz3A7J.js`);return{subscribeByWebSocket:e}},[])).subscribeByWebSocket:(await hn(async()=>{let{subscribeByServerSentEvents:e}=await import(`./server-sent-events-eg2rtcoo.js`);return{subscribeByServerSentEvents:e}},[])).subscribeByServerSentEvents}return{execute:l,list:f,cursor:p,watch:(e={})=>ln({connection:s,loadTransport:m,readCursor:e=>p({signal:e})},e),async schedule(e,t){return(await d([e],([e])=>u(Et,{input:e},t))).createReminder},async scheduleMany(e,{errorPolicy:t=`REJECT_EVERYTHING`,signal:n}={}){return(await d(e,e=>u(Dt,{input:{reminders:[...e],errorPolicy:t}},{signal:n}))).createReminders},async update(e,t){return(await l(Lt,{input:e},t)).updateReminder},async cancel(e,t){return(await l(Tt,{input:typeof e==`string`?{id:e}:e},t)).cancelReminder},async retry(e,t){return(await l(It,{input:typeof e==`string`?{id:e}:e},t)).retryReminder},async get(e,t){return(await u(Nt,{id:e},t)).reminder},async counts({filter:e,signal:t}={}){let{reminderCounts:n}=await u(jt,{filter:e},{signal:t}),r=n.map(({status:e,count:t})=>[e,t]);return Object.fromEntries(r)},dispatcher:{async status(e){return(await u(Ot,{},e)).dispatcher},async pause({reason:e,signal:t}={}){let{pauseDispatch:n}=await u(At,{input:{reason:e}},{signal:t});return n.dispatcher},async resume({reason:e,signal:t}={}){let{resumeDispatch:n}=await u(Ft,{input:{reason:e}},{signal:t});return n.dispatcher}}}}var W=gn({url:`/`});function G(e){return e instanceof Zt?(_n(),`${e.message} Sign in with a token that allows it, or ask whoever gave you yours.`):e instanceof xt?`Bellhop does not answer. Check that it runs and that you are online, then try again.`:e instanceof Ht?e.message:`Something unexpected happened (${String(e)}). Reload the page; if it stays, tell whoever runs Bellhop.`}async function _n(){(await fetch(`/`,{method:`HEAD`,redirect:`manual`})).type===`opaqueredirect`&&vn()}function vn(){let e=`${location.pathname}${location.search}`;location.assign(`/session?${new URLSearchParams({to:e})}`)}async function yn(){await fetch(`/session`,{method:`DELETE`}),location.assign(`/session`)}var bn=3e3,xn=100,Sn=B(`connecting`),Cn=B(0),wn=new Set,Tn=[],En=Promise.withResolvers();function Dn(){return En.promise}function On(e){return wn.add(e),()=>void wn.delete(e)}async function kn(){let e=null;for(;;)try{e??=await W.cursor(),En.resolve();for await(let t of W.watch({after:e,onConnection:({kind:e})=>An(e)}))e=t.cursor,Tn.length===0&&setTimeout(jn,xn),Tn.push(t)}catch(t){if(Sn.value=`lost`,t instanceof Zt&&G(t),t instanceof Qt){e=null,En=Promise.withResolvers(),await W.cursor().then(t=>e=t,Mn),En.resolve(),Cn.value++;continue}En.resolve(),await new Promise(e=>setTimeout(e,bn)),e===null&&Cn.value++}}function An(e){Sn.value=e===`connected`?`live`:`lost`}function jn(){let e=Tn;Tn=[];for(let t of wn)t(e)}function Mn(){}function Nn(e){e.reload();let t=On(e.apply),n=Cn.peek(),r=Cn.subscribe(t=>{t!==n&&e.reload(),n=t});return{list:e,close(){t(),r(),e.close()}}}var Pn=null;function Fn(e,t,n){Pn?.live.close(),Pn={key:e,path:t,live:n}}function In(e){let t=Pn?.key===e?Pn.live:null;return t||Pn?.live.close(),Pn=null,t}function Ln(){return Pn?.path??`/reminders`}var Rn=B(null),zn=null,Bn=new Map;function Vn(){return zn??=hn(()=>import(`./min-Cka6UzPV.js`).then(e=>(Rn.value=e,e),e=>{throw zn=null,e}),[]),zn}function K(e){if(!Rn.value)return e;let t=Bn.get(e);return t===void 0&&(t=Rn.value.parsePhoneNumberFromString(e)?.formatInternational()??e,Bn.set(e,t)),t}function Hn(e){let t=e.replace(/^\s*00/,`+`).trimStart();if(!Rn.value||!t.startsWith(`+`))return e;let n=new Rn.value.AsYouType().input(t);return n.replace(/[^+\d]/g,``)===t.replace(/[\s().\-/]/g,``)?n:e}async function Un(e){let{parsePhoneNumberFromString:t}=await Vn(),n=e.trim().replace(/^00/,`+`);if(n===``)return{kind:`empty`};if(!n.startsWith(`+`))return{kind:`wrong`,problem:`Begin with + and the country code, such as +49 or +1.`};let r=t(n,{extract:!1});if(!r)return{kind:`wrong`,problem:/^[+\d\s().\-/]*$/.test(n)?`The number is not complete yet.`:`This is no phone number: only digits, spaces and - ( ) may follow the +.`};if(!r.isPossible())return{kind:`wrong`,problem:r.nationalNumber.length<7?`The number is not complete yet.`:`The number has too few or too many digits for its country.`};let i=r.country?Wn(r.country):null,a=`No such number is known${i?` in ${i}`:``}. Check it before you go on.`;return{kind:`number`,number:r.number,country:i,note:r.isValid()?null:a}}function Wn(e){return new Intl.DisplayNames(`en`,{type:`region`}).of(e)??e}var Gn=[`SCHEDULED`,`DISPATCHING`,`CALLING`,`COMPLETED`,`FAILED`,`CANCELLED`],Kn={SCHEDULED:`Scheduled`,DISPATCHING:`Dialling`,CALLING:`On the line`,COMPLETED:`Done`,FAILED:`Failed`,CANCELLED:`Cancelled`};function qn(e){return e===`COMPLETED`||e===`FAILED`||e===`CANCELLED`}var Jn={PLACED:`Call placed`,REFUSED:`Refused for now`,REJECTED:`Rejected for good`,UNKNOWN:`Not known whether it rang`},Yn={ANSWERED:`A person answered`,BUSY:`Busy, or declined`,CANCELLED:`Ended before anybody answered`,CAPACITY:`The provider had no free line`,CONFIGURATION:`The provider’s account does not allow the call`,NO_ANSWER:`Nobody answered`,OTHER:`Ended; how is not known`,PROVIDER_FAULT:`The provider failed`,UNREACHABLE:`The number could not be reached`,VOICEMAIL:`Voicemail answered`};function Xn(e,t,n=`${t}s`){return`${e.toLocaleString(`en`)} ${e===1?t:n}`}var Zn=Symbol.for(`pv`),Qn=0;Array.isArray;function q(t,n,r,i,a,o){n||={};var s,c,l=n;if(`ref`in l&&typeof t!=`function`)for(c in l={},n)c==`ref`?s=n[c]:l[c]=n[c];var u={type:t,props:l,key:r,ref:s,__k:null,__:null,__b:0,__e:null,__c:null,constructor:Zn,__v:--Qn,__i:-1,__u:0};return(a||o)&&(u.__source=a,u.__self=o),e.vnode&&e.vnode(u),u}function $n({title:e,onClose:t,children:n}){let r=F(null),i=Oe();return P(()=>{let e=document.activeElement;return r.current?.showModal(),()=>{e instanceof HTMLElement&&e.isConnected&&e.focus()}},[]),q(`dialog`,{ref:r,"aria-labelledby":i,onClose:t,children:[q(`h2`,{id:i,children:e}),n]})}var er=B(Date.now());setInterval(()=>{er.value=Date.now()},1e3);var tr=864e5;function nr(e,t,n){let r=Date.parse(`${e}T${t.length===5?`${t}:00`:t}Z`);if(Number.isNaN(r)||!ir(r).startsWith(e))return{kind:`invalid`};let i=[...new Set([or(r-tr,n),or(r+tr,n)])].map(e=>r-e).filter(e=>e+or(e,n)===r).sort((e,t)=>e-t),[a]=i;return a===void 0?{kind:`skipped`}:{kind:`instant`,at:a,isTwice:i.length>1}}function rr(e,t){let n=ir(e+or(e,t));return{date:n.slice(0,10),time:n.slice(11,16)}}function ir(e){return new Date(e).toISOString()}var ar=new Map;function or(e,t){let n=ar.get(t);n||(n=new Intl.DateTimeFormat(`en-US`,{timeZone:t,hourCycle:`h23`,year:`numeric`,month:`2-digit`,day:`2-digit`,hour:`2-digit`,minute:`2-digit`,second:`2-digit`}),ar.set(t,n));let r=Object.fromEntries(n.formatToParts(e).map(({type:e,value:t})=>[e,Number(t)]));return Date.UTC(r.year??0,(r.month??1)-1,r.day,r.hour,r.minute,r.second)-Math.floor(e/1e3)*1e3}function sr(e){let t=`bellhop.${e}`;return{read(){try{return localStorage.getItem(t)}catch{return null}},write(e){try{localStorage.setItem(t,e)}catch{}}}}var cr=sr(`utc`),lr=navigator.language.startsWith(`en`)?navigator.language:`en-GB`,ur=Intl.DateTimeFormat().resolvedOptions().timeZone,J=B(cr.read()===`yes`),Y=Qe(()=>J.value?`UTC`:ur);function dr(){J.value=!J.value,cr.write(J.value?`yes`:`no`)}function fr(){return[...new Set([`UTC`,ur,...Intl.supportedValuesOf(`timeZone`)])].sort()}function pr(e){return e.split(`/`).at(-1)?.replaceAll(`_`,` `)??e}var mr=new Map;function hr(e,t,n){let r=`${t} ${Object.entries(n).join()}`,i=mr.get(r);return i||(i=new Intl.DateTimeFormat(lr,{...n,timeZone:t}),mr.set(r,i)),i.format(e)}var gr=864e5,_r=Qe(()=>Math.floor(er.value/9e5)*9e5);function vr(e,t,n=!1){let r=_r.value,i={hour:`2-digit`,minute:`2-digit`,...n?{second:`2-digit`}:{}},a=br(e,t);for(let[n,o]of yr)if(a===br(r+o,t))return`${n}, ${hr(e,t,i)}`;return hr(e,t,{weekday:`short`,day:`numeric`,month:`short`,...Sr(e,t)===Sr(r,t)?{}:{year:`numeric`},...i})}var yr=[[`Today`,0],[`Tomorrow`,gr],[`Yesterday`,-864e5]];function br(e,t){return hr(e,t,{dateStyle:`short`})}function xr(e,t){return hr(e,t,{dateStyle:`full`,timeStyle:`short`})}function Sr(e,t){return hr(e,t,{year:`numeric`})}function Cr(e,t){let n=Math.round((e-t)/1e3);return Math.abs(n)<1?`now`:n>0?`in ${wr(n)}`:`${wr(n<=-60?Math.floor(-n/60)*60:-n)} ago`}function wr(e){let t=[[86400,e>=172800?`days`:`day`],[3600,`h`],[60,`min`],[1,`s`]],n=Math.max(t.findIndex(([t])=>e>=t),0),[r,i]=t[n];if(e<1)return`0 s`;let a=Math.floor(e/r),[o,s]=t[n+1]??[1,``],c=Math.floor(e%r/o);return c>0&&n<3?`${a} ${i} ${c} ${s}`:`${a} ${i}`}function Tr(e){let t=I(()=>rr(e,Y.peek()),[e]),n=V(t.date),r=V(t.time),i=V(Y.peek());return{date:n,time:r,timeZone:i,wall:pt(()=>nr(n.value,r.value,i.value))}}function Er(e,t){return e.kind===`invalid`?`Pick a day and a time.`:e.kind===`skipped`?`That time does not exist in ${pr(t)} on that day: the clocks are put forward. Pick another.`:e.at<Date.now()-6e4?`That time has passed. Pick a later one.`:null}function Dr({picked:e,problem:t=null}){let{date:n,time:r,timeZone:i,wall:a}=e,o=I(fr,[]),s=t??Er(a.value,i.value);return q(`fieldset`,{class:`time-field`,children:[q(`legend`,{children:`When to ring`}),q(`label`,{children:[`Day`,q(`input`,{type:`date`,value:n.value,required:!0,onInput:e=>n.value=e.currentTarget.value})]}),q(`label`,{children:[`Time`,q(`input`,{type:`time`,value:r.value,required:!0,onInput:e=>r.value=e.currentTarget.value})]}),q(`label`,{class:`zone`,children:[`In the time of`,q(`select`,{value:i.value,onChange:e=>i.value=e.currentTarget.value,children:o.map(e=>q(`option`,{value:e,children:e.replaceAll(`_`,` `)},e))})]}),q(`p`,{class:s?`preview field-problem`:`preview`,role:`status`,children:s??(a.value.kind===`instant`&&q(Or,{at:a.value.at,isTwice:a.value.isTwice,timeZone:i.value}))})]})}function Or({at:e,isTwice:t,timeZone:n}){let r=pt(()=>Math.floor(er.value/6e4)*6e4);return q(x,{children:[`Rings `,q(`strong`,{children:xr(e,n)}),`, `,pr(n),` time, `,Cr(e,r.value),`.`,n!==ur&&` For you that is ${xr(e,ur)}.`,t&&` The clocks show that time twice that night; it rings the first time.`]})}var kr=36e5;function Ar({reminder:e,onDone:t}){async function n(){try{Mr(await W.cancel({id:e.id,expectedVersion:e.version}),`Cancelled. It does not ring.`,t)}catch(e){H(G(e)),t(null)}}return q($n,{title:`Cancel this call?`,onClose:()=>t(null),children:[q(`p`,{children:[K(e.phoneNumber),` is not rung. You can schedule it again later.`]}),q(`form`,{method:`dialog`,children:q(`div`,{class:`actions`,children:[q(`button`,{type:`submit`,children:`Keep it`}),q(`button`,{type:`button`,class:`primary`,onClick:()=>void n(),children:`Cancel the call`})]})})]})}function jr({reminder:e,onDone:t}){let n=V(!1),r=Tr(Date.now()+kr);async function i(){let i=r.wall.value;if(n.value&&Er(i,r.timeZone.value))return;let{id:a,version:o}=e,s=n.value&&i.kind===`instant`?{scheduledTime:new Date(i.at)}:{};try{Mr(await W.retry({id:a,expectedVersion:o,...s}),`Scheduled again.`,t)}catch(e){H(G(e)),t(null)}}return q($n,{title:`Ring again?`,onClose:()=>t(null),children:q(`form`,{method:`dialog`,onSubmit:e=>{e.preventDefault(),i()},children:[q(`fieldset`,{class:`choice`,children:[q(`legend`,{class:`hidden`,children:`When`}),q(`label`,{children:[q(`input`,{type:`radio`,name:`when`,checked:!n.value,onChange:()=>n.value=!1}),` `,`Now`]}),q(`label`,{children:[q(`input`,{type:`radio`,name:`when`,checked:n.value,onChange:()=>n.value=!0}),` `,`At another time`]})]}),n.value&&q(Dr,{picked:r}),q(`div`,{class:`actions`,children:[q(`button`,{type:`button`,onClick:()=>t(null),children:`Leave it`}),q(`button`,{type:`submit`,class:`primary`,children:`Ring again`})]})]})})}function Mr(e,t,n){switch(e.__typename){case`CancelReminderSuccess`:case`RetryReminderSuccess`:H(t),n(e.reminder);return;case`VersionConflictError`:case`StatusConflictError`:H(`Changed meanwhile: it is ${Kn[e.reminder.status].toLowerCase()} now. Nothing was done.`),n(e.reminder);return;default:H(e.message),n(null)}}function X({at:e,withSeconds:t=!1}){let n=Date.parse(e),r=`${xr(n,Y.value)} (${pr(Y.value)})`;return q(`time`,{dateTime:e,title:`${new Date(n).toISOString().slice(0,19).replace(`T`,` `)} UTC\n${r}`,children:vr(n,Y.value,t)})}function Nr({at:e,overdue:t}){let n=Date.parse(e);return q(`span`,{class:`countdown`,children:t!==void 0&&n<=er.value?t:Cr(n,er.value)})}function Pr({reminder:e}){let{createdAt:t,nextAttemptAt:n,attempts:r,status:i,updatedAt:a}=e;return q(`ol`,{class:`timeline`,children:[q(`li`,{"data-kind":`plain`,children:q(`p`,{class:`event`,children:[q(`strong`,{children:`Created`}),` `,q(X,{at:t,withSeconds:!0})]})}),r.map(e=>q(Fr,{attempt:e},e.id)),i===`CANCELLED`&&q(`li`,{"data-kind":`plain`,children:q(`p`,{class:`event`,children:[q(`strong`,{children:`Cancelled`}),` `,q(X,{at:a,withSeconds:!0})]})}),n&&q(`li`,{"data-kind":`next`,children:q(`p`,{class:`event`,children:[q(`strong`,{children:r.length===0?`Rings`:`Rings again`}),` `,q(X,{at:n,withSeconds:!0}),` `,q(Nr,{at:n})]})})]})}function Fr({attempt:e}){let{number:t,startedAt:n,finishedAt:r,outcome:i,httpStatus:a,failureReason:o,callSid:s,providerCallId:c}=e,{result:l,endedReason:u,durationSeconds:d,callAnsweredAt:f,costUsd:p}=e,m=i===null?`flight`:i===`PLACED`&&(l===null||l===`ANSWERED`||l===`VOICEMAIL`)?`good`:`bad`,h=[[`Provider answered`,a===null?null:`HTTP ${a}`],[`In its words`,o],[`Call ended because`,u],[`Answered after`,f&&e.callStartedAt?Ir(e.callStartedAt,f):null],[`Call lasted`,d===null?null:wr(Math.max(1,Math.round(d)))],[`Placing took`,r===null?null:Lr(n,r)],[`Call id`,s],[`Provider’s id`,c===s?null:c],[`Cost`,p===null?null:`$${p.toFixed(3)}`]];return q(`li`,{"data-kind":m,children:[q(`p`,{class:`event`,children:[q(`strong`,{children:[`Attempt `,t,`: `,i===null?`dialling now`:Jn[i],l&&` – ${Yn[l]}`]}),` `,q(X,{at:n,withSeconds:!0})]}),q(`dl`,{class:`facts inline`,children:h.map(([e,t])=>t!==null&&q(`div`,{children:[q(`dt`,{children:e}),q(`dd`,{children:t})]},e))})]})}function Ir(e,t){return wr(Math.max(1,Math.round((Date.parse(t)-Date.parse(e))/1e3)))}function Lr(e,t){let n=Math.max(0,Date.parse(t)-Date.parse(e));return n<1e3?`${n} ms`:wr(n/1e3)}function Rr({status:e}){return q(`span`,{class:`badge`,"data-status":e,children:Kn[e]})}function zr({title:e,more:t,aside:n,children:r}){return q(`section`,{class:`card`,"aria-label":e,children:[q(`div`,{class:`card-head`,children:[q(`h2`,{children:e}),t&&q(`a`,{href:t,children:[`All`,q(`span`,{class:`hidden`,children:[` of “`,e,`”`]})]}),n]}),r]})}var Br=null;function Vr(e){Br=e}function Hr(){let e=Br;return Br=null,e}var Ur=B(Zr()),Wr=null;function Gr(){return Wr}addEventListener(`popstate`,Xr);function Kr(e,{replace:t=!1}={}){if(e===`${location.pathname}${location.search}`)return;let n=new URL(e,location.href).pathname!==location.pathname;t?history.replaceState(null,``,e):history.pushState(null,``,e),Xr(),n&&scrollTo(0,0)}function qr(e){if(e.defaultPrevented||e.button!==0||e.metaKey||e.ctrlKey||e.shiftKey||e.altKey)return;let t=e.target.closest(`a`);!t||t.target||t.hasAttribute(`download`)||t.origin!==location.origin||Yr(t.pathname)&&(e.preventDefault(),Kr(`${t.pathname}${t.search}`))}function Jr(e){return`/reminders/${encodeURIComponent(e)}`}function Yr(e){return e===`/`||e===`/new`||e===`/import`||/^\/reminders(\/|$)/.test(e)}function Xr(){let e=Zr();e.path!==Ur.value.path&&(Wr=Ur.value.path),Ur.value=e}function Zr(){return{path:location.pathname,search:new URLSearchParams(location.search)}}var Qr=`query Viewer { viewer { isAuthenticated name scope } }`,Z=B(null),Q=Qe(()=>Z.value?.scope===`WRITE`||Z.value?.scope===`ADMIN`),$r=Qe(()=>Z.value?.scope===`ADMIN`);async function ei(){try{Z.value=(await W.execute(Qr,{},{mayRepeat:!0})).viewer}catch(e){G(e)}}function ti({reminder:e,isEditing:t,onEdit:n,onAsk:r}){let{status:i,phoneNumber:a,message:o}=e;return Q.value?q(x,{children:[i===`SCHEDULED`&&!t&&q(x,{children:[q(`button`,{type:`button`,onClick:n,children:`Edit or move`}),q(`button`,{type:`button`,onClick:()=>r(`cancel`),children:`Cancel call…`})]}),(i===`FAILED`||i===`CANCELLED`)&&q(`button`,{type:`button`,class:`primary`,onClick:()=>r(`retry`),children:`Ring again…`}),q(`button`,{type:`button`,onClick:()=>{Vr({phoneNumber:K(a),message:o}),Kr(`/new`)},children:`Duplicate`})]}):null}var ni=!0;function $({title:e,above:t,actions:n,children:r}){let i=F(null);return P(()=>{document.title=`${e} · Bellhop`},[e]),P(()=>{let e=document.activeElement?.closest(`main`);!ni&&!e&&i.current?.focus({preventScroll:!0}),ni=!1},[]),q(`main`,{id:`main`,children:[t&&q(`p`,{class:`above`,children:t}),q(`div`,{class:`page-head`,children:[q(`h1`,{ref:i,tabIndex:-1,children:e}),n&&q(`div`,{class:`actions`,children:n})]}),r]})}function ri({text:e,onRetry:t}){return q(`div`,{class:`problem`,role:`alert`,children:[q(`p`,{children:e}),t&&q(`button`,{type:`button`,onClick:t,children:`Try again`})]})}function ii({text:e,typed:t,problem:n=null}){let r=V(e.value!==``);P(()=>void Vn(),[]),P(()=>e.subscribe(n=>{Un(n).then(r=>{e.value===n&&(t.value=r)})}),[e,t]);let i=t.value,a=n??(i.kind===`wrong`&&r.value?i.problem:null);function o(t){t.selectionStart===t.value.length&&t.value.length>e.value.length&&(t.value=Hn(t.value)),e.value=t.value}return q(`div`,{class:`field`,children:[q(`label`,{for:`phone`,children:`Phone number`}),q(`input`,{id:`phone`,type:`tel`,autocomplete:`off`,placeholder:`+49 170 1234567`,value:e.value,"aria-invalid":a!==null,"aria-describedby":`phone-hint`,onInput:e=>o(e.currentTarget),onBlur:()=>r.value=!0}),q(`small`,{id:`phone-hint`,class:a?`field-problem`:``,children:a??(i.kind===`number`?i.note??`✓ A number in ${i.country??`no single country`}`:`With + and the country code.`)})]})}var ai=1e3,oi=9e5;function si(){return Z.value&&!Q.value?q($,{title:`New reminder`,children:q(`p`,{children:`Your token may look but not change anything. Ask whoever gave it to you for one that may.`})}):q($,{title:`New reminder`,actions:q(`a`,{href:`/import`,children:`Many at once: import a list`}),children:q(`div`,{class:`beside`,children:[q(ci,{}),q(`aside`,{class:`aside`,children:[q(`h2`,{children:`What happens then`}),q(`p`,{children:`At that minute the phone rings, and a voice says your message.`}),q(`p`,{children:`If nobody can be reached, Bellhop tries again by itself; you see each try and why it failed.`}),q(`p`,{children:`Until it rings you can change, move or cancel it.`})]})]})})}function ci(){let e=I(Hr,[]),t=V(e?.phoneNumber??``),n=V({kind:`empty`}),r=V(e?.message??``),i=Tr(I(()=>Math.ceil((Date.now()+oi)/oi)*oi,[])),a=V(!1),o=V(null),s=V({}),c=F(null);async function l(e){if(e.preventDefault(),a.value)return;let t=i.wall.value,l={};n.value.kind!==`number`&&(l.phoneNumber=n.value.kind===`wrong`?n.value.problem:`Whom shall Bellhop ring?`),r.value.trim()===``&&(l.message=`What shall be said?`);let d=Er(t,i.timeZone.value);if(d&&(l.scheduledTime=d),s.value=l,n.value.kind!==`number`||t.kind!==`instant`||Object.keys(l).length>0){let t=e.currentTarget.querySelector(`[aria-invalid=true], .time-field input`);requestAnimationFrame(()=>(document.querySelector(`[aria-invalid=true]`)??t)?.focus());return}let f={phoneNumber:n.value.number,message:r.value.trim(),scheduledTime:new Date(t.at).toISOString()};JSON.stringify(f)!==JSON.stringify(c.current)&&(c.current=f),a.value=!0,o.value=null;try{u(await W.schedule(c.current))}catch(e){o.value=G(e)}a.value=!1}function u(e){switch(e.__typename){case`CreateReminderSuccess`:return H(`Scheduled. Its countdown runs.`),Kr(Jr(e.reminder.id));case`ValidationError`:s.value=Object.fromEntries(e.issues.map(({path:e,message:t})=>[e.at(-1)??``,t])),[`phoneNumber`,`message`,`scheduledTime`].some(e=>s.value[e])||(o.value=e.message);return;default:o.value=e.message}}return q(`form`,{class:`card form`,noValidate:!0,onSubmit:e=>void l(e),children:[o.value&&q(ri,{text:o.value}),q(ii,{text:t,typed:n,problem:s.value.phoneNumber??null}),q(li,{message:r.value,onInput:e=>r.value=e,problem:s.value.message??null}),q(Dr,{picked:i,problem:s.value.scheduledTime??null}),q(`div`,{class:`actions`,children:q(`button`,{type:`submit`,class:`primary`,disabled:a.value,children:a.value?`Scheduling…`:`Schedule the call`})})]})}function li({message:e,onInput:t,problem:n}){let r=ai-e.trim().length;return q(`div`,{class:`field`,children:[q(`label`,{for:`message`,children:`What is said`}),q(`textarea`,{id:`message`,rows:4,value:e,placeholder:`This is the practice of Dr. Weber. Your appointment is tomorrow at nine.`,"aria-invalid":n!==null||r<0,"aria-describedby":`message-hint`,onInput:e=>t(e.currentTarget.value)}),q(`small`,{id:`message-hint`,class:n||r<0?`field-problem`:``,children:n??(r<0?`${-r} characters too many.`:r<200?`${r} characters left.`:`Read out as it is written. At most 1,000 characters.`)})]})}function ui({reminder:e,onDone:t}){let n=I(()=>e,[]),r=V(K(n.phoneNumber)),i=V({kind:`number`,number:n.phoneNumber,country:null,note:null}),a=V(n.message),o=Tr(Date.parse(n.scheduledTime)),s=V(null),c=V(null),l=V({}),u=V(!1);async function d(e){let t=o.wall.value;if(i.value.kind!==`number`||t.kind!==`instant`||a.value.trim()===``)return;let r=Math.floor(Date.parse(n.scheduledTime)/6e4)===Math.floor(t.at/6e4),s=r?null:Er(t,o.timeZone.value);if(s){l.value={scheduledTime:s};return}let d={id:n.id,expectedVersion:e,...i.value.number!==n.phoneNumber&&{phoneNumber:i.value.number},...a.value.trim()!==n.message&&{message:a.value.trim()},...!r&&{scheduledTime:new Date(t.at).toISOString()}};u.value=!0,c.value=null,l.value={};try{f(await W.update(d))}catch(e){c.value=G(e)}u.value=!1}function f(e){switch(e.__typename){case`UpdateReminderSuccess`:return H(`Saved.`),t(e.reminder);case`VersionConflictError`:case`StatusConflictError`:s.value=e.reminder;return;case`ValidationError`:l.value=Object.fromEntries(e.issues.map(({path:e,message:t})=>[e.at(-1)??``,t])),c.value=e.message;return;default:c.value=e.message}}let p=s.value;return q(`form`,{class:`card form`,noValidate:!0,onSubmit:e=>{e.preventDefault(),d(n.version)},children:[q(`h2`,{children:`Edit`}),c.value&&q(ri,{text:c.value}),p&&q(`div`,{class:`conflict`,role:`alert`,children:[q(`p`,{children:[q(`strong`,{children:`Changed meanwhile.`}),` Nothing of yours was saved. Here is what it is now:`]}),q(`dl`,{class:`facts inline`,children:[q(`div`,{children:[q(`dt`,{children:`Status`}),q(`dd`,{children:Kn[p.status]})]}),q(`div`,{children:[q(`dt`,{children:`Rings`}),q(`dd`,{children:q(X,{at:p.scheduledTime})})]}),q(`div`,{children:[q(`dt`,{children:`Number`}),q(`dd`,{children:K(p.phoneNumber)})]}),q(`div`,{children:[q(`dt`,{children:`Message`}),q(`dd`,{children:p.message})]})]}),q(`div`,{class:`actions`,children:[q(`button`,{type:`button`,onClick:()=>t(p),children:`Keep it as it is now`}),p.status===`SCHEDULED`&&q(`button`,{type:`button`,onClick:()=>void d(p.version),children:`Save mine over it`})]})]}),q(ii,{text:r,typed:i,problem:l.value.phoneNumber??null}),q(li,{message:a.value,onInput:e=>a.value=e,problem:l.value.message??null}),q(Dr,{picked:o,problem:l.value.scheduledTime??null}),q(`div`,{class:`actions`,children:[q(`button`,{type:`button`,onClick:()=>t(null),children:`Leave it`}),q(`button`,{type:`submit`,class:`primary`,disabled:u.value,children:`Save`})]})]})}function di({reminder:e}){let{scheduledTime:t,retryCount:n,maxRetryAttempts:r,lastRunAt:i,createdAt:a,updatedAt:o,callSid:s}=e;return q(`dl`,{class:`facts aside`,children:[q(fi,{name:`Meant for`,children:q(X,{at:t})}),q(fi,{name:`Attempts spent`,children:[n,` of `,r]}),q(fi,{name:`Last tried`,children:i?q(X,{at:i,withSeconds:!0}):`not yet`}),q(fi,{name:`Created`,children:q(X,{at:a,withSeconds:!0})}),q(fi,{name:`Last changed`,children:q(X,{at:o,withSeconds:!0})}),s&&q(fi,{name:`Call id`,children:q(`code`,{children:s})})]})}function fi({name:e,children:t}){return q(`div`,{children:[q(`dt`,{children:e}),q(`dd`,{children:t})]})}function pi(e,t,{everyMs:n,follows:r=!1,paceMs:i=1e3}={}){let a=V(null),o=V(null),s=F(t);s.current=t;let c=F(()=>{});return P(()=>{let e=new AbortController,t=!1,l=!1,u;async function d(){t=!0,l=!1;try{await Dn();let t=await s.current(e.signal);if(e.signal.aborted)return;a.value=t,o.value=null}catch(t){if(e.signal.aborted)return;o.value=G(t)}u=setTimeout(()=>{t=!1,l&&d()},i)}c.current=()=>{l=!0,t||d()},a.value=null,o.value=null,d();let f=n&&setInterval(()=>document.hidden||c.current(),n),p=r?On(()=>c.current()):null,m=Cn.peek(),h=Cn.subscribe(e=>{e!==m&&(m=e,c.current())});return()=>{e.abort(),clearTimeout(u),clearInterval(f),p?.(),h()}},[e]),{data:a,problem:o,reload:De(()=>c.current(),[])}}function mi({id:e}){let{data:t,problem:n,reload:r}=pi(e,async t=>({found:await W.get(e,{signal:t})}),{everyMs:5e3}),i=V(!1),a=V(null);P(()=>On(t=>t.some(({reminder:t})=>t.id===e)&&r()),[e,r]);let o=t.value?.found,s=q(hi,{});if(o===void 0)return q($,{title:`Reminder`,above:s,children:n.value?q(ri,{text:n.value,onRetry:r}):q(`p`,{children:`Reading…`})});if(o===null)return q($,{title:`No such reminder`,above:s,children:q(`p`,{children:[`Nothing has this address. It may have been cut when it was copied.`,` `,q(`a`,{href:`/reminders`,children:`Look through all reminders.`})]})});function c(e){i.value=!1,a.value=null,e&&(t.value={found:{...t.value?.found??{attempts:[]},...e}}),r()}return q($,{title:K(o.phoneNumber),above:s,actions:q(ti,{reminder:o,isEditing:i.value,onEdit:()=>i.value=!0,onAsk:e=>a.value=e}),children:[n.value&&q(ri,{text:n.value,onRetry:r}),q(gi,{reminder:o}),q(`div`,{class:`beside`,children:[q(`div`,{children:[i.value?q(ui,{reminder:o,onDone:c}):q(zr,{title:`What is said`,children:q(`blockquote`,{children:o.message})}),q(zr,{title:`What happened`,children:q(Pr,{reminder:o})})]}),q(di,{reminder:o})]}),a.value===`cancel`&&q(Ar,{reminder:o,onDone:c}),a.value===`retry`&&q(jr,{reminder:o,onDone:c})]})}function hi(){return q(`a`,{class:`back`,href:Ln(),children:[q(`span`,{"aria-hidden":`true`,children:`←`}),` `,Ln()===`/reminders`?`All reminders`:`Back to the list`]})}function gi({reminder:e}){let{status:t,nextAttemptAt:n,callResult:r,failureReason:i}=e;return q(x,{children:[q(`p`,{class:`lead`,role:`status`,children:[q(Rr,{status:t}),` `,n&&q(x,{children:[q(X,{at:n}),` `,q(Nr,{at:n,overdue:`due now`})]}),r&&t!==`SCHEDULED`&&Yn[r]]}),i&&t!==`COMPLETED`&&q(`p`,{class:`reason-box`,"data-final":t===`FAILED`,children:[q(`strong`,{children:t===`FAILED`?`Why it failed:`:`What went wrong last:`}),` `,i]})]})}var _i={due:{label:`Soonest first`,orderBy:{field:`SCHEDULED_TIME`,direction:`ASC`}},latest:{label:`Latest first`,orderBy:{field:`SCHEDULED_TIME`,direction:`DESC`}},new:{label:`Newest first`,orderBy:{field:`CREATED_AT`,direction:`DESC`}},changed:{label:`Last changed first`,orderBy:{field:`UPDATED_AT`,direction:`DESC`}}};function vi(e){let t=(e.get(`status`)??``).toUpperCase().split(`,`),n=e.get(`sort`)??``;return{status:Gn.filter(e=>t.includes(e)),search:e.get(`q`)??``,number:e.get(`number`)??``,from:Ti(e.get(`from`)),until:Ti(e.get(`until`)),sort:Object.hasOwn(_i,n)?n:null}}function yi(e){let t=e.status.length>0&&e.status.every(e=>!qn(e));return e.sort??(t||!Ci(e)?`due`:`changed`)}function bi({status:e,search:t,number:n,from:r,until:i,sort:a}){let o=new URLSearchParams;e.length>0&&o.set(`status`,e.join().toLowerCase()),t&&o.set(`q`,t),n&&o.set(`number`,n),r&&o.set(`from`,r),i&&o.set(`until`,i),a&&o.set(`sort`,a);let s=o.toString().replaceAll(`%2C`,`,`).replaceAll(`%3A`,`:`);return s?`/reminders?${s}`:`/reminders`}function xi({status:e,search:t,number:n,from:r,until:i}){let a=wi(n);return n&&!a?null:{...e.length>0&&{status:[...e]},...t&&{search:t},...a&&{phoneNumber:a},...r&&{scheduledFrom:r},...i&&{scheduledUntil:i}}}function Si(e){return e.status.length>0||!Ci(e)}function Ci({search:e,number:t,from:n,until:r}){return e===``&&t===``&&n===null&&r===null}function wi(e){let t=e.replace(/[\s().\-/]/g,``).replace(/^00/,`+`);return/^\+[1-9]\d{6,14}$/.test(t)?t:null}function Ti(e){return e!==null&&!Number.isNaN(Date.parse(e))?e:null}var Ei=6,Di={cancel:[`SCHEDULED`],retry:[`FAILED`,`CANCELLED`]};function Oi(e,t,n){let r=B([]),i=B(null),a=B(`running`),o=B(null),s=new AbortController;c();async function c(){try{let e=t.kind===`picked`?[...t.reminders]:await l(t.filter);i.value=e.length,await Promise.all(Array.from({length:Ei},async()=>{for(let t=e.shift();t&&!s.signal.aborted;t=e.shift()){let e=await u(t);r.value=[...r.value,e]}}))}catch(e){s.signal.aborted||(o.value=G(e))}a.value=s.signal.aborted||o.value?`stopped`:`done`}async function l(t){let n=Di[e].filter(e=>!t.status||t.status.includes(e)),r=[];for await(let e of W.list({filter:{...t,status:n},pageSize:100,signal:s.signal}))r.push(...e.reminders);return r}async function u({id:t,phoneNumber:r}){let i={id:t,phoneNumber:K(r)};try{let r=await(e===`cancel`?W.cancel(t):W.retry(t));switch(r.__typename){case`CancelReminderSuccess`:case`RetryReminderSuccess`:return n(r.reminder),{...i,isDone:!0,text:e===`cancel`?`Cancelled`:`Scheduled again`};case`StatusConflictError`:case`VersionConflictError`:return n(r.reminder),{...i,isDone:!1,text:`Left alone: it is ${Kn[r.reminder.status].toLowerCase()}`};default:return{...i,isDone:!1,text:r.message}}}catch(e){return{...i,isDone:!1,text:G(e)}}}return{results:r,total:i,state:a,problem:o,stop:()=>s.abort()}}function ki({label:e,children:t}){return q(`section`,{class:`scroll`,"aria-label":e,tabIndex:0,children:t})}var Ai={cancel:{title:`Cancel`,button:`Cancel calls`,keep:`Keep them`,note:`Only what is still scheduled can be cancelled; the rest is left alone.`},retry:{title:`Try again`,button:`Ring again now`,keep:`Leave them`,note:`Failed and cancelled reminders ring again at once; the rest is left alone.`}};function ji({action:e,target:t,onChanged:n,onClose:r}){let i=V(null),{title:a,button:o,keep:s,note:c}=Ai[e],l=t.kind===`all`?t.count:t.reminders.length,u=t.kind===`picked`?t.reminders.filter(({status:t})=>Di[e].includes(t)).length:null;return q($n,{title:i.value?`${a}: what came of it`:`${a} ${t.kind===`all`?`all `:``}${Xn(l,`reminder`)}?`,onClose:()=>{i.value?.stop(),r(i.value!==null)},children:i.value?q(Mi,{run:i.value}):q(`form`,{method:`dialog`,children:[q(`p`,{children:[c,` `,u!==null&&u<l&&`That is ${u} of ${l}.`]}),q(`div`,{class:`actions`,children:[q(`button`,{type:`submit`,children:s}),q(`button`,{type:`button`,class:`primary`,onClick:()=>{i.value=Oi(e,t,n)},children:o})]})]})})}function Mi({run:e}){let t=e.results.value,n=e.total.value,r=t.filter(({isDone:e})=>e).length,i=t.length-r,a=e.state.value===`running`,o=t.toSorted((e,t)=>Number(e.isDone)-Number(t.isDone)).slice(0,200);return q(`form`,{method:`dialog`,children:[q(`progress`,{"aria-label":`How far it is`,max:n??1,value:n===null?void 0:t.length}),q(`p`,{role:`status`,children:[a&&n===null&&`Looking for them…`,a&&n!==null&&`${t.length} of ${n}…`,!a&&`${r} done${i>0?`, ${i} left alone or failed`:``}.`,e.state.value===`stopped`&&` Stopped before the end.`]}),e.problem.value&&q(`p`,{role:`alert`,children:e.problem.value}),q(ki,{label:`What came of each`,children:q(`ul`,{class:`results`,children:[o.map(({id:e,phoneNumber:t,isDone:n,text:r})=>q(`li`,{"data-done":n,children:[q(`a`,{href:Jr(e),children:t}),` `,q(`span`,{children:r})]},e)),t.length>o.length&&q(`li`,{children:[`…and `,t.length-o.length,` more`]})]})}),q(`div`,{class:`actions`,children:q(`button`,{type:`submit`,class:a?``:`primary`,children:a?`Stop`:`Close`})})]})}function Ni({list:e,filter:t,picked:n}){let r=V(null),i=V(!1),a=V(null),o=e.rows.value,s=o.length>0&&n.value.size>=o.length;P(()=>{r.value=null},[n.value]);let c=()=>{n.value=new Set};if(o.length===0)return null;async function l(){i.value=!0;let e=n.value;try{let i=await W.counts({filter:t});n.value===e&&(r.value=Object.values(i).reduce((e,t)=>e+t,0))}catch(e){H(G(e))}i.value=!1}function u(i){let o=e.rows.peek().map(({reminder:e})=>e.peek()),s=r.value===null?{kind:`picked`,reminders:o.filter(({id:e})=>n.value.has(e))}:{kind:`all`,filter:t,count:r.value};a.value={action:i,target:s}}let d=e.total.value===null?`all`:`all ${e.total.value.toLocaleString(`en`)}`;return q(`div`,{class:`bulk`,"data-active":n.value.size>0,children:[q(`label`,{class:`pick`,children:q(`input`,{type:`checkbox`,checked:s,"aria-label":`Select all that are shown`,onChange:()=>{s?c():n.value=new Set(o.map(({id:e})=>e))}})}),n.value.size===0?q(`span`,{class:`muted`,children:`Select to cancel or ring again`}):q(x,{children:[q(`strong`,{role:`status`,children:r.value===null?`${Xn(n.value.size,`reminder`)} selected`:`All ${Xn(r.value,`reminder`)} that match`}),s&&e.hasMore.value&&r.value===null&&q(`button`,{type:`button`,class:`quiet`,disabled:i.value,onClick:()=>void l(),children:i.value?`Counting…`:`Select ${d} that match`}),q(`button`,{type:`button`,onClick:()=>u(`cancel`),children:`Cancel…`}),q(`button`,{type:`button`,onClick:()=>u(`retry`),children:`Ring again…`}),q(`button`,{type:`button`,class:`quiet`,onClick:c,children:`Clear selection`})]}),a.value&&q(ji,{...a.value,onChanged:e.put,onClose:e=>{a.value=null,e&&c()}})]})}function Pi({query:e}){return Si(e)?q(`div`,{class:`empty big`,children:[q(`h2`,{children:`No reminder matches these filters.`}),q(`p`,{children:`Take one of them away, or look at a longer time.`}),q(`a`,{class:`button`,href:`/reminders`,children:`See all reminders`})]}):q(`div`,{class:`empty big`,children:[q(`h2`,{children:`There are no reminders yet.`}),q(`p`,{children:`A reminder is one message, one phone number and one time. At that time Bellhop rings and says the message; if nobody can be reached it tries again.`}),Q.value&&q(`div`,{class:`actions`,children:[q(`a`,{class:`button primary`,href:`/new`,children:`Schedule the first`}),q(`a`,{class:`button`,href:`/import`,children:`Import a list`})]})]})}var Fi=300;function Ii({query:e,isNumberWhole:t}){let n=(t,n=!1)=>Kr(bi({...e,...t}),{replace:n}),r=Gn.filter(e=>e!==`COMPLETED`),i=e.status.length===r.length&&!e.status.includes(`COMPLETED`),a=V(!1);return q(`search`,{class:`filters`,"data-open":a.value,children:[q(`div`,{class:`filter-fields`,children:[q(Li,{id:`search`,label:`In the message`,placeholder:`Search ( / )`,value:e.search,onTyped:e=>n({search:e},!0)}),q(`button`,{type:`button`,class:`more-filters`,"aria-expanded":a.value,onClick:()=>a.value=!a.value,children:a.value?`Fewer filters`:`More filters`}),q(Li,{id:`number`,label:`Phone number`,placeholder:`+49 170 1234567`,type:`tel`,value:e.number,onTyped:e=>n({number:e},!0),problem:t?null:`The whole number with + and country code.`}),q(Ri,{label:`From`,value:e.from,onPicked:e=>n({from:e})}),q(Ri,{label:`Until`,isEnd:!0,value:e.until,onPicked:e=>n({until:e})}),q(`label`,{children:[`Order`,q(`select`,{value:yi(e),onChange:e=>n({sort:e.currentTarget.value}),children:Object.entries(_i).map(([e,{label:t}])=>q(`option`,{value:e,children:t},e))})]})]}),q(`fieldset`,{class:`chips`,children:[q(`legend`,{class:`hidden`,children:`Status`}),Gn.map(t=>{let r=e.status.includes(t),i=e.status.filter(e=>e!==t);return q(`button`,{type:`button`,class:`chip`,"data-status":t,"aria-pressed":r,onClick:()=>n({status:r?i:Gn.filter(e=>e===t||i.includes(e))}),children:Kn[t]},t)}),q(`button`,{type:`button`,class:`chip apart`,"aria-pressed":i,onClick:()=>n({status:i?[]:r}),children:`Hide done`}),Si(e)&&q(`button`,{type:`button`,class:`quiet`,onClick:()=>Kr(bi({...e,status:[],search:``,number:``,from:null,until:null})),children:`Clear filters`})]})]})}function Li({id:e,label:t,placeholder:n,type:r=`search`,value:i,onTyped:a,problem:o=null}){let s=V(i),c=F(void 0),l=F(a);return l.current=a,P(()=>{s.value=i},[i,s]),P(()=>()=>clearTimeout(c.current),[]),q(`label`,{children:[t,q(`input`,{id:e,type:`search`,inputMode:r,placeholder:n,value:s.value,autocomplete:`off`,"aria-invalid":o!==null,"aria-describedby":o?`${e}-problem`:void 0,onInput:e=>{s.value=e.currentTarget.value,clearTimeout(c.current),c.current=setTimeout(()=>l.current(s.value.trim()),Fi)}}),o&&q(`small`,{id:`${e}-problem`,class:`field-problem`,children:o})]})}function Ri({label:e,value:t,isEnd:n=!1,onPicked:r}){let i=t===null?``:rr(Date.parse(t)-+!!n,Y.value).date;function a(e){if(!e)return r(null);let t=n?new Date(Date.parse(e)+864e5).toISOString().slice(0,10):e,i=nr(t,`00:00`,Y.value),a=i.kind===`instant`?i:nr(t,`01:00`,Y.value);a.kind===`instant`&&r(new Date(a.at).toISOString())}return q(`label`,{children:[q(`span`,{children:[e,` `,q(`span`,{class:`hidden`,children:[`the day, `,pr(Y.value),` time`]})]}),q(`input`,{type:`date`,value:i,onChange:e=>a(e.currentTarget.value)})]})}function zi({reminder:e,before:t}){let{id:n,status:r,phoneNumber:i,message:a,scheduledTime:o,nextAttemptAt:s,failureReason:c}=e;return q(x,{children:[t,q(Rr,{status:r}),q(`span`,{class:`row-time`,children:[q(X,{at:s??o}),s&&q(`small`,{children:q(Nr,{at:s,overdue:`due now`})})]}),q(`a`,{class:`row-link`,href:Jr(n),children:K(i)}),q(`span`,{class:`row-text`,children:[a,c&&r!==`COMPLETED`&&q(`small`,{class:`reason`,children:c})]})]})}var Bi=50;function Vi({filter:e,orderBy:t,isCounted:n}){let r=B([]),i=B(null),a=B(!1),o=B(!1),s=B(!1),c=B(null),l=B(0),u=new AbortController,d=new Map,f=new Set,p=null,m=h();function h(r=null){return W.list({filter:e,orderBy:t,pageSize:Bi,withTotalCount:n&&r===null,signal:u.signal,after:r})}async function g(e){if(!s.value){s.value=!0;try{await Dn();let{value:t}=await m.next();if(u.signal.aborted)return;Re(()=>{c.value=null,e&&(d.clear(),f.clear(),l.value=0);let n=(t?.reminders??[]).filter(({id:e})=>!d.has(e)).map(_);r.value=e?n:[...r.value,...n],p=t?.endCursor??p,o.value=t?.hasNextPage??!1,a.value=!0,i.value=o.value?t?.totalCount??(e?null:i.value):r.value.length})}catch(e){if(u.signal.aborted)return;c.value=G(e),m=h(p)}finally{s.value=!1}}}function _(e){let t={id:e.id,reminder:B(e),matches:B(!0)};return d.set(e.id,t),t}function v(t){let n=d.get(t.id);if(n){if(t.version<n.reminder.peek().version)return;n.reminder.value=t,n.matches.value=Hi(t,e)}else Hi(t,e)?f.add(t.id):f.delete(t.id)}return{rows:r,total:i,wasRead:a,hasMore:o,isReading:s,problem:c,newer:l,put:v,more:()=>g(!1),reload(){return p=null,m=h(),g(!0)},apply(e){Re(()=>{for(let{reminder:t}of e)v(t);l.value=o.value?y(e):f.size})},close:()=>u.abort()};function y(e){let t=e.filter(({previousStatus:e,reminder:t})=>e===null&&f.has(t.id));return l.value+t.length}}function Hi(e,t){let{status:n,phoneNumber:r,search:i,scheduledFrom:a,scheduledUntil:o}=t,s=Date.parse(e.scheduledTime);return(!n||n.includes(e.status))&&(!r||r===e.phoneNumber)&&(!i||e.message.toLowerCase().includes(i.toLowerCase()))&&(!a||s>=new Date(a).getTime())&&(!o||s<new Date(o).getTime())}function Ui(){let e=vi(Ur.value.search),t=xi(e),n=JSON.stringify([t,yi(e)]);return q($,{title:`Reminders`,children:[q(Ii,{query:e,isNumberWhole:t!==null}),t&&q(Wi,{id:n,filter:t,query:e},n)]})}function Wi({id:e,filter:t,query:n}){let r=V(new Set),i=F(null),a=F(n);a.current=n;let{live:o,isTaken:s}=I(()=>{let r=In(e),{orderBy:i}=_i[yi(n)];return{live:r??Nn(Vi({filter:t,orderBy:i,isCounted:Ci(n)})),isTaken:r!==null}},[]),{list:c}=o;return P(()=>()=>{Ur.peek().path.startsWith(`/reminders/`)?Fn(e,bi(a.current),o):o.close()},[o]),Ee(()=>{s&&Ki(i.current,Gr())},[]),q(x,{children:[c.problem.value&&q(ri,{text:c.problem.value,onRetry:()=>void c.reload()}),q(`div`,{class:`list-head`,children:[q(`p`,{role:`status`,children:Gi(c)}),c.newer.value>0&&q(`button`,{type:`button`,class:`newer`,onClick:()=>void c.reload(),children:[Xn(c.newer.value,`new reminder`),` – show`]})]}),Q.value&&q(Ni,{list:c,filter:t,picked:r}),q(`ul`,{class:`rows list`,ref:i,children:c.rows.value.map(e=>q(qi,{row:e,picked:r},e.id))}),c.rows.value.length===0&&c.wasRead.value&&!c.problem.value&&q(Pi,{query:n}),q(Ji,{list:c})]})}function Gi({wasRead:e,total:t,rows:n,problem:r}){return e.value?t.value===null?`The first ${Xn(n.value.length,`reminder`)}; more follow`:Xn(t.value,`reminder`):r.value?``:`Reading…`}function Ki(e,t){let n=e?.querySelector(`a[href="${CSS.escape(t??``)}"]`);n?.scrollIntoView({block:`center`}),n?.focus({preventScroll:!0})}function qi({row:e,picked:t}){let n=e.reminder.value,r=t.value.has(e.id);return q(`li`,{class:`row`,"data-picked":r,"data-left":!e.matches.value,children:q(zi,{reminder:n,before:Q.value&&q(`label`,{class:`pick`,children:q(`input`,{type:`checkbox`,checked:r,"aria-label":`Select ${K(n.phoneNumber)}`,onChange:()=>{let n=new Set(t.value);n.delete(e.id)||n.add(e.id),t.value=n}})})})})}function Ji({list:e}){let t=F(null),n=e.hasMore.value&&!e.isReading.value&&!e.problem.value;return P(()=>{if(!n||!t.current)return;let r=new IntersectionObserver(([t])=>{t?.isIntersecting&&e.more()},{rootMargin:`800px`});return r.observe(t.current),()=>r.disconnect()},[n,e]),q(`div`,{ref:t,class:`sentinel`,children:e.hasMore.value&&q(`button`,{type:`button`,class:`quiet`,onClick:()=>void e.more(),children:`More`})})}var Yi=5e3,Xi=B(null);async function Zi(){await Dn(),Xi.value=await W.dispatcher.status()}function Qi(){let e=()=>void Zi().catch(()=>{});e();let t=setInterval(()=>document.hidden||e(),Yi);return()=>clearInterval(t)}function $i({reminder:e,children:t}){let{id:n,phoneNumber:r,message:i,failureReason:a}=e;return q(`li`,{class:`row call`,children:[q(`a`,{class:`row-link`,href:Jr(n),children:K(r)}),q(`span`,{class:`call-side`,children:t}),q(`span`,{class:`row-text`,children:i}),a&&q(`small`,{class:`reason`,children:a})]})}function ea({counts:e}){return q(`ul`,{class:`counters`,children:Gn.map(t=>q(`li`,{"data-none":e?.[t]===0,children:q(`a`,{href:`/reminders?status=${t.toLowerCase()}`,"data-status":t,children:[q(`strong`,{children:e?e[t].toLocaleString(`en`):`–`}),` `,q(`span`,{children:Kn[t]})]})},t))})}var ta=24,na=12,ra=36e5,ia=12,aa=3e5;function oa(){let e=new Map,t=new Set;return{async read(n){let r=Date.now(),i=la(r)-na*ra,a=Array.from({length:ta},(e,t)=>i+t*ra),o=a.filter(n=>t.has(n)||r-(e.get(n)?.readAt??0)>aa);t.clear();let s=[o.slice(0,ia),o.slice(ia)];try{let t=await Promise.all(s.filter(({length:e})=>e>0).map(e=>sa(e,n)));for(let n of t.flat())e.set(n.from,{...n,readAt:r})}catch(e){for(let e of o)t.add(e);throw e}return a.map(t=>e.get(t)??{from:t,waiting:0,done:0,failed:0})},note(n){for(let{reminder:r,status:i,previousStatus:a}of n)if(t.add(la(Date.parse(r.scheduledTime))),i===`SCHEDULED`&&a!==null&&a!==`DISPATCHING`)for(let n of e.keys())t.add(n)}}}async function sa(e,t){let n=e.map((e,t)=>[`h${t}`,{scheduledFrom:new Date(e),scheduledUntil:new Date(e+ra)}]),r=await W.execute(ca(e.length),Object.fromEntries(n),{signal:t,mayRepeat:!0});return e.map((e,t)=>{let n=(...e)=>(r[`h${t}`]??[]).filter(({status:t})=>e.includes(t)).reduce((e,{count:t})=>e+t,0);return{from:e,waiting:n(`SCHEDULED`,`DISPATCHING`,`CALLING`),done:n(`COMPLETED`),failed:n(`FAILED`)}})}function ca(e){let t=Array.from({length:e},(e,t)=>`h${t}`);return`query Hours(${t.map(e=>`$${e}: ReminderFilter`).join(`, `)}) { ${t.map(e=>`${e}: reminderCounts(filter: $${e}) { status count }`).join(` `)} }`}function la(e){return Math.floor(e/ra)*ra}var ua=36e5,da=4,fa=[`done`,`failed`,`waiting`];function pa(){let e=I(oa,[]);P(()=>On(e.note),[e]);let{data:t}=pi(`day`,e.read,{follows:!0,everyMs:6e4,paceMs:3e3}),n=t.value??[],r=ba(Math.max(da,...n.map(ya)));return q(zr,{title:`Around now, by the hour`,aside:q(ma,{}),children:[q(`div`,{class:`chart`,role:`img`,"aria-label":xa(n),children:[q(`span`,{class:`chart-line`,"data-at":`top`,children:r}),q(`span`,{class:`chart-line`,"data-at":`half`,children:r/2}),q(`div`,{class:`bars`,children:n.map(e=>q(`div`,{class:`hour`,title:_a(e),children:fa.toReversed().map(t=>e[t]>0&&q(`div`,{class:`bar`,"data-kind":t,style:{height:`${e[t]/r*100}%`}},t))},e.from))}),n[0]&&q(ha,{from:n[0].from,hours:n.length})]}),q(`div`,{class:`chart-hours`,"aria-hidden":`true`,children:n.filter((e,t)=>t%3==0).map(({from:e})=>q(`span`,{children:va(e)},e))}),q(`details`,{children:[q(`summary`,{children:`The same as a table`}),q(ga,{hours:n})]})]})}function ma(){return q(`div`,{class:`legend`,"aria-hidden":`true`,children:[q(`span`,{"data-kind":`done`,children:`Done`}),q(`span`,{"data-kind":`failed`,children:`Failed`}),q(`span`,{"data-kind":`waiting`,children:`Scheduled`})]})}function ha({from:e,hours:t}){let n=(pt(()=>Math.floor(er.value/6e4)*6e4).value-e)/(t*ua);return q(`div`,{class:`now-line`,style:{left:`${Math.min(Math.max(n,0),1)*100}%`}})}function ga({hours:e}){return q(ki,{label:`Calls by the hour, as a table`,children:q(`table`,{children:[q(`caption`,{children:[`Calls by the hour for which they are scheduled (`,pr(Y.value),` time)`]}),q(`thead`,{children:q(`tr`,{children:[q(`th`,{scope:`col`,children:`Hour`}),q(`th`,{scope:`col`,children:`Done`}),q(`th`,{scope:`col`,children:`Failed`}),q(`th`,{scope:`col`,children:`Scheduled`})]})}),q(`tbody`,{children:e.map(e=>q(`tr`,{children:[q(`th`,{scope:`row`,children:va(e.from)}),q(`td`,{children:e.done}),q(`td`,{children:e.failed}),q(`td`,{children:e.waiting})]},e.from))})]})})}function _a(e){return`${va(e.from)}: ${e.done} done, ${e.failed} failed, ${e.waiting} scheduled`}function va(e){return hr(e,Y.value,{hour:`2-digit`,minute:`2-digit`})}function ya({waiting:e,done:t,failed:n}){return e+t+n}function ba(e){let t=10**Math.floor(Math.log10(e)),n=[1,1.2,1.6,2,3,4,6,8,10].find(n=>n*t>=e)??10;return Math.ceil(n*t/2)*2}function xa(e){let t=t=>e.reduce((e,n)=>e+n[t],0);return`From 12 hours ago to 12 hours ahead: ${t(`done`)} done, ${t(`failed`)} failed, ${t(`waiting`)} scheduled. The table below has every hour.`}function Sa({reminders:e}){let[t,...n]=e??[];return q(zr,{title:`Next calls`,more:t&&`/reminders?status=scheduled`,children:[e===void 0&&q(`p`,{class:`empty`,children:`Reading…`}),e&&!t&&q(`p`,{class:`empty`,children:[`Nothing is waiting to be rung.`,` `,Q.value&&q(x,{children:[q(`a`,{href:`/new`,children:`Schedule a reminder`}),` or `,q(`a`,{href:`/import`,children:`import a list`}),`, and its countdown appears here.`]})]}),t&&q(Ca,{reminder:t}),q(`ul`,{class:`rows small`,children:n.map(e=>q($i,{reminder:e,children:[q(X,{at:wa(e)}),q(`small`,{children:q(Nr,{at:wa(e)})})]},e.id))})]})}function Ca({reminder:e}){let{id:t,phoneNumber:n,message:r,failureReason:i}=e,a=Xi.value?.paused===!0;return q(`div`,{class:`row first-call`,children:[q(`p`,{class:`first-countdown`,"data-paused":a,children:q(Nr,{at:wa(e),overdue:a?`waits`:`due now`})}),q(`p`,{children:[q(X,{at:wa(e)}),` · `,q(`a`,{class:`row-link`,href:Jr(t),children:K(n)})]}),q(`p`,{class:`first-text`,children:r}),i&&q(`small`,{class:`reason`,children:i})]})}function wa({nextAttemptAt:e,scheduledTime:t}){return e??t}function Ta(){let e=V(!1),t=V(``);async function n(){try{Xi.value=await W.dispatcher.pause({reason:t.value.trim()}),H(`Calls are paused.`)}catch(e){H(G(e))}}return q(x,{children:[q(`button`,{type:`button`,onClick:()=>e.value=!0,children:`Pause calls…`}),e.value&&q($n,{title:`Pause all calls?`,onClose:()=>e.value=!1,children:[q(`p`,{children:`Nothing new is rung until somebody resumes. Calls in flight are finished; what falls due waits.`}),q(`form`,{method:`dialog`,class:`form`,onSubmit:()=>void n(),children:[q(`label`,{children:[`Why, for the others who see it`,q(`input`,{value:t.value,maxLength:500,onInput:e=>t.value=e.currentTarget.value})]}),q(`div`,{class:`actions`,children:[q(`button`,{type:`button`,onClick:()=>e.value=!1,children:`Keep ringing`}),q(`button`,{type:`submit`,class:`primary`,children:`Pause calls`})]})]})]})]})}function Ea(){return q(`section`,{class:`card welcome`,children:[q(`h2`,{children:`How Bellhop works`}),q(`ol`,{children:[q(`li`,{children:[q(`strong`,{children:`You say whom to ring, when, and what to say.`}),` One by one, or as a list from a spreadsheet.`]}),q(`li`,{children:[q(`strong`,{children:`At that minute the phone rings,`}),` and a voice reads out your message.`]}),q(`li`,{children:[q(`strong`,{children:`You see here what came of it.`}),` If nobody can be reached Bellhop tries again, and tells you why.`]})]}),Q.value&&q(`div`,{class:`actions`,children:[q(`a`,{class:`button primary`,href:`/new`,children:`Schedule the first`}),q(`a`,{class:`button`,href:`/import`,children:`Import a list`})]})]})}var Da=6,Oa=10,ka=864e5;function Aa(){let{data:e,problem:t,reload:n}=pi(`now`,Na,{follows:!0,everyMs:3e4}),r=e.value,i=r!==null&&Object.values(r.counts).every(e=>e===0);return q($,{title:`Now`,actions:$r.value&&Xi.value?.paused===!1&&q(Ta,{}),children:[t.value&&q(ri,{text:t.value,onRetry:n}),q(ea,{counts:r?.counts}),i&&q(Ea,{}),q(`div`,{class:`overview`,children:[q(Sa,{reminders:r?.next}),q(`div`,{children:[q(pa,{}),q(ja,{reminders:r?.inFlight}),q(Ma,{reminders:r?.failed})]})]})]})}function ja({reminders:e}){return q(zr,{title:`Calls in flight`,more:e!==void 0&&e.length>0?`/reminders?status=dispatching,calling`:void 0,children:[e?.length===0&&q(`p`,{class:`empty`,children:`No call is being placed at the moment.`}),q(`ul`,{class:`rows small`,children:e?.map(e=>q($i,{reminder:e,children:q(Rr,{status:e.status})},e.id))})]})}function Ma({reminders:e}){return q(zr,{title:`Failed in the last 24 hours`,more:e!==void 0&&e.length>0?`/reminders?status=failed`:void 0,children:[e?.length===0&&q(`p`,{class:`empty`,children:`None. What could not be rung shows up here with its reason.`}),q(`ul`,{class:`rows small`,children:e?.map(e=>q($i,{reminder:e,children:[q(X,{at:e.updatedAt}),q(`small`,{children:q(Nr,{at:e.updatedAt})})]},e.id))})]})}async function Na(e){let t=Date.now()-ka,[n,r,i,a]=await Promise.all([W.counts({signal:e}),Pa({status:[`SCHEDULED`]},50,e),Pa({status:[`DISPATCHING`,`CALLING`]},Da,e),Pa({status:[`FAILED`]},Da,e,`UPDATED_AT`)]);return{counts:n,next:r.toSorted((e,t)=>Date.parse(wa(e))-Date.parse(wa(t))).slice(0,Oa),inFlight:i,failed:a.filter(({updatedAt:e})=>Date.parse(e)>=t)}}async function Pa(e,t,n,r){let i=r?{field:r,direction:`DESC`}:{field:`SCHEDULED_TIME`,direction:`ASC`},{value:a}=await W.list({filter:e,pageSize:t,orderBy:i,signal:n}).next();return a?.reminders??[]}function Fa(){P(Qi,[]);let e=Xi.value,t=e!==null&&e.instances.length===0;return q(x,{children:[e?.simulated&&q(`p`,{class:`strip`,children:[q(`strong`,{children:`Calls are simulated:`}),` nobody’s phone rings. Whoever runs Bellhop can set a Vapi key to ring for real.`]}),q(`div`,{class:`banners`,children:[q(La,{}),t&&q(`p`,{class:`banner`,"data-kind":`bad`,role:`alert`,children:[q(`strong`,{children:`Nothing is being rung.`}),` No Bellhop is alive to place calls. Ask whoever runs it to look at the server; what falls due meanwhile is rung as soon as one is back.`]}),e?.paused&&q(`div`,{class:`banner`,"data-kind":`wait`,role:`status`,children:[q(`p`,{children:[q(`strong`,{children:`Calls are paused.`}),` `,e.pauseReason?`Reason: ${e.pauseReason}.`:`No reason was given.`,` What falls due waits`,e.overdue>0?`; ${e.overdue} already do.`:`.`]}),$r.value&&q(Ia,{})]})]})]})}function Ia(){let e=V(!1);async function t(){e.value=!0;try{Xi.value=await W.dispatcher.resume({reason:`From the dashboard`}),H(`Calls go on.`)}catch(e){H(G(e))}e.value=!1}return q(`button`,{type:`button`,disabled:e.value,onClick:()=>void t(),children:`Resume calls`})}function La(){let e=V(null);return P(()=>Sn.subscribe(t=>{t===`lost`&&(e.value??=Date.now()),t===`live`&&e.value!==null&&(e.value=null,H(`Connected again. Everything that happened meanwhile is shown.`))}),[e]),e.value===null?null:q(`p`,{class:`banner`,"data-kind":`wait`,role:`status`,children:[q(`strong`,{children:`The live connection is lost.`}),` What you see is as of`,` `,Cr(e.value,Math.max(er.value,e.value+1e3)),`. Trying to get it back; nothing is missed.`]})}function Ra({title:e,load:t}){let n=V(null),r=V(!1);return P(()=>{t().then(e=>{n.value={Component:e}},()=>{r.value=!0})},[]),n.value?q(n.value.Component,{}):q($,{title:e,children:r.value&&q(ri,{text:`The page did not arrive. Check that you are online; Bellhop may also be newer now.`,onRetry:()=>location.reload()})})}var za=[[`/`,`Search reminders`],[`j`,`Next reminder`],[`k`,`Previous reminder`],[`Enter`,`Open the reminder`],[`x`,`Select or unselect the reminder`],[`n`,`New reminder`],[`?`,`These keys`],[`Esc`,`Close, or leave a field`]];function Ba(){let e=V(!1);return P(()=>{function t(e){if(e.ctrlKey||e.metaKey||e.altKey||e.defaultPrevented)return;let t=e.target.closest(`input, textarea, select, dialog`);if(t&&!t.matches(`[type=checkbox]`)){e.key===`Escape`&&!t.matches(`dialog`)&&t.blur();return}let r=n[e.key];r&&(e.preventDefault(),r())}let n={"/":Va,j:()=>Ha(1),k:()=>Ha(-1),x:()=>Ua(document.activeElement)?.querySelector(`input[type=checkbox]`)?.click(),n:()=>Q.value&&Kr(`/new`),"?":()=>{e.value=!0}};return document.addEventListener(`keydown`,t),()=>document.removeEventListener(`keydown`,t)},[e]),e.value?q($n,{title:`Keys`,onClose:()=>e.value=!1,children:[q(`dl`,{class:`keys`,children:za.map(([e,t])=>q(`div`,{children:[q(`dt`,{children:q(`kbd`,{children:e})}),q(`dd`,{children:t})]},e))}),q(`form`,{method:`dialog`,class:`actions`,children:q(`button`,{type:`submit`,children:`Close`})})]}):null}function Va(){Ur.value.path!==`/reminders`&&Kr(`/reminders`),requestAnimationFrame(()=>document.getElementById(`search`)?.focus())}function Ha(e){let t=[...document.querySelectorAll(`.row .row-link`)],n=t.indexOf(Ua(document.activeElement)?.querySelector(`.row-link`)),r=n<0?e>0?0:t.length-1:n+e,i=t[Math.min(Math.max(r,0),t.length-1)];i?.focus(),i?.scrollIntoView({block:`nearest`})}function Ua(e){return e?.closest(`.row`)??null}var Wa=[`auto`,`light`,`dark`],Ga=sr(`theme`),Ka=B(Wa.find(e=>e===Ga.read())??`auto`);function qa(){document.documentElement.dataset.theme=Ka.value}function Ja(){Ka.value=Wa[(Wa.indexOf(Ka.value)+1)%Wa.length],Ga.write(Ka.value),qa()}function Ya(){return q(`svg`,{class:`icon`,viewBox:`0 0 16 16`,"aria-hidden":`true`,children:q(`path`,{d:`M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM8 4.5V8l2.5 1.5`})})}function Xa(){return q(`svg`,{class:`icon`,viewBox:`0 0 16 16`,"aria-hidden":`true`,children:[q(`path`,{d:`M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13z`}),q(`path`,{class:`solid`,d:`M8 1.5a6.5 6.5 0 0 1 0 13z`})]})}function Za(){let{path:e}=Ur.value,t=e=>e?`page`:void 0;return q(`header`,{class:`top`,children:[q(`a`,{class:`brand`,href:`/`,"aria-label":`Bellhop, to the beginning`,children:[q(`svg`,{viewBox:`0 0 32 32`,width:`24`,height:`24`,"aria-hidden":`true`,children:q(`path`,{d:`M6 21a10 10 0 0 1 20 0zM4 23h24v3H4zM14.5 6h3v4.5h-3z`,fill:`currentColor`})}),q(`span`,{children:`Bellhop`})]}),q(`nav`,{"aria-label":`Pages`,children:[q(`a`,{href:`/`,"aria-current":t(e===`/`),children:`Now`}),q(`a`,{href:`/reminders`,"aria-current":t(e.startsWith(`/reminders`)),children:`Reminders`}),Q.value&&q(`a`,{href:`/import`,"aria-current":t(e===`/import`),children:`Import`})]}),q(`div`,{class:`switches`,children:[Z.value?.scope===`READ`&&q(`span`,{class:`scope`,children:`Read only`}),q(`button`,{type:`button`,class:`quiet`,"aria-pressed":J.value,onClick:dr,title:`Times are shown in ${J.value?`UTC`:ur}`,children:[q(Ya,{}),J.value?`UTC`:pr(ur),q(`span`,{class:`hidden`,children:[` time, `,J.value?`switch to local time`:`switch to UTC`]})]}),q(`button`,{type:`button`,class:`quiet`,onClick:Ja,title:`Light, dark, or as the system has it`,children:[q(Xa,{}),q(`span`,{class:`hidden`,children:`Colours: `}),{auto:`Auto`,light:`Light`,dark:`Dark`}[Ka.value]]}),Z.value?.isAuthenticated&&q(`button`,{type:`button`,class:`quiet`,onClick:()=>void yn(),title:`Signed in as ${Z.value.name}`,children:`Sign out`}),Q.value&&q(`a`,{class:`button primary`,href:`/new`,title:`New reminder (n)`,children:[`New `,q(`span`,{class:`wide`,children:`reminder`})]})]})]})}var Qa=/^(localhost|127\.|\[::1\])/.test(location.hostname);function $a(){return P(()=>(document.addEventListener(`click`,qr),()=>document.removeEventListener(`click`,qr)),[]),q(x,{children:[q(`a`,{class:`skip`,href:`#main`,children:`Skip to the page`}),q(Za,{}),q(Fa,{}),q(to,{}),q(`footer`,{class:`foot`,children:[`Press `,q(`kbd`,{children:`?`}),` for keys`,Qa&&q(x,{children:[` · `,q(`a`,{href:`/graphql`,children:`For developers: try the API`})]})]}),q(Ba,{}),q(`p`,{class:`notice`,role:`status`,"data-shown":vt.value!==``,children:vt})]})}var eo=async()=>(await hn(async()=>{let{ImportPage:e}=await import(`./import-page-BnZbeEpx.js`);return{ImportPage:e}},[])).ImportPage;function to(){let{path:e}=Ur.value,t=/^\/reminders\/([^/]+)$/.exec(e)?.[1];if(t)return q(mi,{id:decodeURIComponent(t)},t);switch(e.replace(/(.)\/$/,`$1`)){case`/`:return q(Aa,{});case`/reminders`:return q(Ui,{});case`/new`:return q(si,{});case`/import`:return q(Ra,{title:`Import a list`,load:eo});default:return q($,{title:`Nothing here`,children:q(`p`,{children:[`This address leads nowhere. `,q(`a`,{href:`/`,children:`See what happens now`}),`, or`,` `,q(`a`,{href:`/reminders`,children:`look through all reminders`}),`.`]})})}}qa(),kn(),ei(),addEventListener(`load`,()=>setTimeout(()=>void Vn().catch(()=>{}),500)),j(q($a,{}),document.getElementById(`root`));export{I as C,P as S,wt as _,Z as a,V as b,nr as c,Un as d,W as f,Zt as g,$t as h,Q as i,q as l,nn as m,$ as n,Y as o,G as p,ri as r,fr as s,ki as t,Xn as u,Ct as v,x as w,B as x,xt as y};