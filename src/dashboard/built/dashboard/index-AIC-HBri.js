var e,t,n,r,i,a,o,s,c,l,u,d=Symbol.for(`pv`),f={},p=[],m=/^m(i|n|o|s|text|space)$/,h=Array.isArray,g=p.slice,_=Object.assign;function v(e){e&&e.parentNode&&e.remove()}function y(e,t,n){var r,i,a,o={},s=arguments.length;for(a in t)a==`key`?r=t[a]:a==`ref`&&typeof e!=`function`?i=t[a]:o[a]=t[a];return s>2&&(o.children=s>3?g.call(arguments,2):n),b(e,o,r,i,null)}function b(n,r,i,a,o){var s={type:n,props:r,key:i,ref:a,__k:null,__:null,__b:0,__e:null,__c:null,constructor:d,__v:o||++t,__i:-1,__u:0};return!o&&e.vnode&&e.vnode(s),s}function x(e){return e.children}function S(e,t){this.props=e,this.context=t,this.__g=0}function C(e,t){if(t==null)return e.__&&C(e.__,e.__i+1);for(var n;t<e.__k.length;t++)if((n=e.__k[t])&&n.__e)return n.__e;return typeof e.type!=`function`||e.props.__P?null:C(e)}function ee(t){var n,r=t.__v,i=r.__e,a=[],o=[],s=t.__P;s&&((n=_({constructor:d},r)).__v=r.__v+1,e.vnode&&e.vnode(n),ae(s,n,r,t.__n,s.namespaceURI,32&r.__u?[i]:null,a,i||C(r),32&r.__u,o),n.__v=r.__v,n.__.__k[n.__i]=n,A(a,n,o),r.__=r.__e=null,n.__e!=i&&w(n))}function w(e){if((e=e.__)&&e.__c&&!e.props.__P)return e.__e=null,e.__k.some(function(t){return t&&(e.__e=t.__e)}),w(e)}function T(t){(8&t.__g||(t.__g|=8,r.push(t),a++))&&i==e.debounceRendering||((i=e.debounceRendering)||queueMicrotask)(E)}function E(){try{for(var e,t=1;r.length;)r.length>t&&r.sort(o),e=r.shift(),t=r.length,8&e.__g&&ee(e)}finally{(a=r.length)&&(i||queueMicrotask)(E)}}function te(e,t,n,r,i,a,o,s,c,l,u){var d,m,h,g,_,v,y=r.__k||p,b=t.length;for(c=ne(n,t,y,c,b),d=0;d<b;d++)(h=n.__k[d])!=null&&(m=~h.__i&&y[h.__i]||f,h.__i=d,v=ae(e,h,m,i,a,o,s,c,l,u),g=h.__e,(m.ref!=h.ref||8&m.__u)&&(m.ref&&j(m.ref,null,h,m),h.ref&&u.push(h.ref,h.__c||g,h)),_||=g,4&h.__u?(c=D(h,c,e,!m.__v),m.__e&&(m.__e=null)):typeof h.type==`function`&&v!==void 0?c=v:g&&(c=g.nextSibling),h.__u&=-21);return n.__e=_,c}function ne(e,t,n,r,i){var a,o,s,c,l,u,f,p,m,g=n.length,_=g,v=0,y=0,S=e.__k=Array(i);for(a=0;a<i;a++)(o=t[a])!=null&&typeof o!=`boolean`&&typeof o!=`function`?(typeof o!=`object`||o.constructor===String?o=S[a]=b(null,o):h(o)?o=S[a]=b(x,{children:o}):o.constructor===d&&o.__b?o=S[a]=b(o.type,o.props,o.key,o.ref,o.__v):S[a]=o,c=a+v,o.__=e,o.__b=e.__b+1,s=null,~(l=o.__i=re(o,n,c,_))&&(_--,(s=n[l])&&(s.__u|=2)),s&&s.__v?(o.__u|=16,l==c-1?v--:l==c+1?v++:l!=c&&(l>c?v--:v++,y=1)):(~l||(i>g?v--:i<g&&v++),typeof o.type!=`function`&&(o.__u|=4))):S[a]=null;if(y){for(u=[],f=[],a=0;a<i;a++)if((o=S[a])&&16&o.__u){for(v=0,p=u.length;v<p;)u[m=v+p>>1]<o.__i?v=m+1:p=m;u[v]=o.__i,f[a]=v+1}for(v=u.length;a--;)f[a]&&(f[a]==v?v--:S[a].__u|=4)}if(_)for(a=0;a<g;a++)!(s=n[a])||2&s.__u||(s.__e==r&&(r=C(s)),le(s,s));return r}function D(e,t,n,r){var i,a,o,s;if(typeof e.type==`function`){if(e.props.__P)return t;if(i=e.__k)for(a=0;a<i.length;a++)i[a]&&(i[a].__=e,t=D(i[a],t,n,!1));return t}for(t&&!t.parentNode&&(t=C(e))&&!t.parentNode&&(t=null),o=e.__e,s=t;s&&s.nodeType==8;)s=s.nextSibling;for(o!=s&&(!r&&n.moveBefore&&o.parentNode?n.moveBefore(o,t):n.insertBefore(o,t||null)),t=o;(t&&=t.nextSibling)&&t.nodeType==8&&!t.data.startsWith(`$s`););return t}function re(e,t,n,r){var i,a=e.key,o=e.type,s=t[n],c=s&&!(2&s.__u);if(s===null&&a==null||c&&a==s.key&&o==s.type)return n;if(r>+!!c){for(i=n-1;i>=0;i--)if((s=t[i])&&!(2&s.__u)&&a==s.key&&o==s.type)return i;for(i=n+1;i<t.length;i++)if((s=t[i])&&!(2&s.__u)&&a==s.key&&o==s.type)return i}return-1}function ie(e,t,n){n??=``,t[0]==`-`?e.setProperty(t,n):e[t]=n}function O(e,t,n,r,i){var a,o;if(t==`style`){if(typeof n==`string`)e.style.cssText=n;else{if(typeof r==`string`&&(e.style.cssText=r=``),r)for(t in r)n&&t in n||ie(e.style,t);if(n)for(t in n)r&&n[t]==r[t]||ie(e.style,t,n[t])}}else if(t[0]==`o`&&t[1]==`n`)typeof n!=`function`&&(n=null),typeof r!=`function`&&(r=null),(e.__e||={})[t]=n,n&&r||(o=u[t]||(u[t]=k(t)),(e.__a||={})[t]=l,a=t!=(t=t.replace(c,`$1`)),(t=t.slice(2))[0]<`a`&&(t=t.toLowerCase()),n?e.addEventListener(t,o,a):e.removeEventListener(t,o,a));else{if(i==`http://www.w3.org/2000/svg`)t=t.replace(/xlink(H|:h)/,`h`).replace(/sName$/,`s`);else if(t!=`width`&&t!=`height`&&t!=`href`&&t!=`list`&&t!=`form`&&t!=`tabIndex`&&t!=`download`&&t!=`rowSpan`&&t!=`colSpan`&&t!=`role`&&t!=`popover`&&t in e)try{e[t]=n??``;return}catch{}if(typeof n==`function`)return;n==null||!1===n&&t[4]!=`-`?e.removeAttribute(t):e.setAttribute(t,t==`popover`&&n==1?``:n)}}function k(t){return function(n){var r=this.__e;if(r){if(r=r[t],n[s]==null)n[s]=l++;else if(n[s]<this.__a[t])return;return r(e.event?e.event(n):n)}}}function ae(t,n,r,i,a,o,s,c,l,u){var f,m,g,y,b,ee,w,T,E,ne,D,re,ie,O,k,ae,A,j,M=n.type;if(n.constructor!==d)return null;128&r.__u&&(l=32&r.__u,f=r.__c.__z)&&(n.__u|=l,m=o=[],f.nodeType==8?c=oe(f,o):o.push(f),c=o[0]||c),(f=e.__b)&&f(n);n:if(typeof M==`function`){g=s.length;try{if(T=n.props,E=(f=M.prototype)&&f.render,ne=(f=M.contextType)&&i[f.__c],D=f?ne?ne.props.value:f.__:i,(y=r.__c)?(n.__c=y,2&y.__g&&(y.__g|=1)):(E?n.__c=y=new M(T,D):(n.__c=y=new S(T,D),y.constructor=M,y.render=ue),ne&&ne.sub(y),y.state||(y.state={}),y.__n=i,y.__g|=8,y.__h=[],y.__k=[]),E&&(y.__s||(y.__s=y.state),M.getDerivedStateFromProps&&(y.__s==y.state&&(y.__s=_({},y.__s)),_(y.__s,M.getDerivedStateFromProps(T,y.__s)))),b=y.props,ee=y.state,y.__v=n,r.__c){if(T!==b&&E&&!M.getDerivedStateFromProps&&y.componentWillReceiveProps&&y.componentWillReceiveProps(T,D),n.__v==r.__v&&!(8&y.__g)||!(4&y.__g)&&y.shouldComponentUpdate&&!1===y.shouldComponentUpdate(T,y.__s,D)){n.__v!=r.__v&&(y.props=T,y.state=y.__s,y.__g&=-9),n.__e=r.__e,n.__k=r.__k,n.__k.some(function(e){e&&(e.__=n)}),p.push.apply(y.__h,y.__k),y.__k=[],y.__h.length&&s.push(y),c=C(r);break n}y.componentWillUpdate&&y.componentWillUpdate(T,y.__s,D),E&&y.componentDidUpdate&&y.__h.push(function(){y.componentDidUpdate(b,ee,w)})}else E&&!M.getDerivedStateFromProps&&y.componentWillMount&&y.componentWillMount(),E&&y.componentDidMount&&y.__h.push(y.componentDidMount);y.context=D,y.props=T,y.__P=t,y.__g&=-5,re=e.__r,ie=E?25:0;do y.__g&=-9,re&&re(n),f=y.render(y.props,y.state=y.__s,y.context);while(8&y.__g&&++ie<25);E&&(p.push.apply(y.__h,y.__k),y.__k=[]),y.state=y.__s,y.getChildContext&&(i=_({},i,y.getChildContext())),E&&r.__c&&y.getSnapshotBeforeUpdate&&(w=y.getSnapshotBeforeUpdate(b,ee)),O=f&&f.type===x&&f.key==null?f.props.children:f,T.__P&&(f=c,a=(t=T.__P).namespaceURI,l=o=null,r.props&&r.props.__P!=t&&(r.__k.some(function(e){e&&le(e,e)}),r.__k=null),c=r.__k?C(r,0):null),c=te(t,h(O)?O:[O],n,r,i,a,o,s,c,l,u),T.__P&&(n.__e=null,c=f),n.__u&=-161,m&&m.some(v),y.__h.length&&s.push(y),1&y.__g&&(y.__g&=-4)}catch(t){if(s.length=g,n.__v=null,l||o){if(t&&t.then){if(n.__u|=128|l,o){for(~(A=o.indexOf(c||void 0))||(A=o.length);(j=o[A-1])&&j.nodeType==8;)A--;for(;A<o.length;A++)if(j=o[A]){if(o[A]=null,k){if(j==ae)break}else{if(j.nodeType!=8)break;j.data.startsWith(`$s`)&&(ae=oe(k=j))}}}if(!k){for(;c&&c.nodeType==8&&c.nextSibling;)c=c.nextSibling;k=c}(f=oe(k=n.__c.__z||(n.__c.__z=k)))?(n.__e=k,c=f):n.__e=c,c&&=c.nextSibling}else o&&o.some(v)}else n.__e=r.__e;n.__k||=r.__k||[],t&&t.then||se(n),e.__e(t,n,r)}}else c=n.__e=ce(r.__e,n,r,i,a,o,s,l,u,t);return(f=e.diffed)&&f(n),c}function oe(e,t){if(e&&e.nodeType==8&&e.data.startsWith(`$s`))for(var n=1;e=e.nextSibling;){if(e.nodeType==8){if(e.data.startsWith(`$s`))n++;else if(e.data.startsWith(`/$s`)&&!--n)return e}t&&t.push(e)}}function se(e){e&&(e.__c&&(e.__c.__g|=4),e.__k&&e.__k.some(se))}function A(t,n,r){for(var i=0;i<r.length;)j(r[i++],r[i++],r[i++]);e.__c&&e.__c(n,t),t.some(function(n){try{t=n.__h,n.__h=[],t.some(function(e){e.call(n)})}catch(t){e.__e(t,n.__v)}})}function ce(t,n,r,i,a,o,s,c,l,u){var d,p,_,y,b,x,S,ee,w=r.props||f,T=n.props,E=n.type;if(E==`svg`?a=`http://www.w3.org/2000/svg`:E==`math`?a=`http://www.w3.org/1998/Math/MathML`:a||=`http://www.w3.org/1999/xhtml`,o){for(d=0;d<o.length;d++)if((b=o[d])&&(E?b.localName==E:b.nodeType==3)){t=b,o[d]=null;break}}if(!t){if(ee=u.ownerDocument||document,!E)return ee.createTextNode(T);t=ee.createElementNS(a,E,T.is?T:u),c&&=(e.__m&&e.__m(n,o),!1),o=null}if(E){if(u=E==`template`&&t.content||t,o=E==`textarea`&&T.defaultValue!=null?null:o&&g.call(u.childNodes),!c&&o)for(w={},d=0;d<t.attributes.length;d++)w[(b=t.attributes[d]).name]=b.value;for(d in w)b=w[d],d==`dangerouslySetInnerHTML`?_=b:d==`children`||d in T||d==`value`&&`defaultValue`in T||d==`checked`&&`defaultChecked`in T||O(t,d,null,b,a);for(d in T)b=T[d],d==`children`?y=b:d==`dangerouslySetInnerHTML`?p=b:d==`value`?x=b:d==`checked`?S=b:c&&typeof b!=`function`||w[d]===b||O(t,d,b,w[d],a);p?(c||_&&(p.__html==_.__html||p.__html==t.innerHTML)||(t.innerHTML=p.__html),n.__k=[]):(_&&(t.textContent=``),(E==`foreignObject`||a==`http://www.w3.org/1998/Math/MathML`&&m.test(E))&&(a=`http://www.w3.org/1999/xhtml`),te(u,h(y)?y:[y],n,r,i,a,o,s,o?o[0]:r.__k&&C(r,0),c,l),o&&o.some(v)),c&&E!=`textarea`||(d=`value`,E==`progress`&&x==null?t.removeAttribute(d):x==null||x===t[d]&&(E!=`progress`||x)||O(t,d,x,w[d],a),d=`checked`,S!=null&&S!=t[d]&&O(t,d,S,w[d],a))}else w===T||c&&t.data==T||(t.data=T);return t}function j(t,n,r,i){try{typeof t==`function`?n?n.__x=t(n)||1:(i&&=i.__c||i.__e)&&(n=i.__x)&&(i.__x=null,typeof n==`function`?n():t(null)):t.current=n}catch(t){e.__e(t,r)}}function le(t,n,r){var i,a,o,s;if(e.unmount&&e.unmount(t),!(i=t.ref)||i.current&&i.current!=t.__e||j(i,null,n,t),i=t.__c){if(i.componentWillUnmount)try{i.componentWillUnmount()}catch(t){e.__e(t,n)}i.__P=i.__n=null}if(i=t.__k)for(s=0;s<i.length;s++)i[s]&&le(i[s],n,typeof t.type!=`function`||r&&!t.props.__P);!r&&(i=t.__c)&&(i=i.__z)&&(a=oe(i,o=[]))&&(i==t.__e&&o.some(v),v(a),v(i)),r||v(t.__e),t.__e=t.__c=t.__=null}function ue(e,t,n){return this.constructor(e,n)}function M(t,n){var r,i,a,o;e.__&&e.__(t,n),n.nodeType==9&&(n=n.documentElement),i=(r=t&&32&t.__u)?null:n.__k,n.__k=b(x,{children:[t]}),a=[],o=[],ae(n,n.__k,i||f,f,n.namespaceURI,i?null:n.firstChild?g.call(n.childNodes):null,a,i?i.__e:n.firstChild,r,o),A(a,n.__k,o),n.__k.props.children=null}e={__e:function(e,t,n,r){for(var i,o,s;t=t.__;)if((i=t.__c)&&!(1&i.__g)){i.__g|=4;try{if((s=(o=i.constructor)&&o.getDerivedStateFromError)&&i.setState(o.getDerivedStateFromError(e)),i.componentDidCatch&&(i.componentDidCatch(e,r||{}),s=1),s&&8&i.__g)return void(i.__g|=2)}catch(t){e=t}}throw a=0,e}},t=0,n=function(e){return e!=null&&e.constructor===d},S.prototype.setState=function(e,t){var n=this.__s;n&&n!=this.state||(n=this.__s=_({},this.state)),typeof e==`function`&&(e=e(_({},n),this.props)),e&&(_(n,e),this.__v&&(t&&this.__k.push(t),T(this)))},S.prototype.forceUpdate=function(e){this.__v&&(this.__g|=4,e&&this.__h.push(e),T(this))},S.prototype.render=x,r=[],a=0,o=function(e,t){return e.__v.__b-t.__v.__b},s=Symbol(),c=/(PointerCapture)$|Capture$/i,l=0,u={};var de,N,fe,pe,me=Object.is,he=0,ge=[],_e=[],P=e,ve=P.__b,ye=P.__r,be=P.diffed,xe=P.__c,Se=P.unmount,Ce=P.__;function we(e,t){P.__h&&P.__h(N,e,he||t),he=0;var n=N.__H||(N.__H={__:[],__h:[]});return e>=n.__.length&&n.__.push({}),n.__[e]}function F(e,t){var n=we(de++,3);!P.__s&&Pe(n.__H,t)&&(n.__P=!0,n.__=e,n.u=t,N.__H.__h.push(n))}function Te(e,t){var n=we(de++,4);!P.__s&&Pe(n.__H,t)&&(n.__P=!1,n.__=e,n.u=t,N.__h.push(n))}function I(e){return he=5,L(function(){return{current:e}},[])}function L(e,t){var n=we(de++,7);return Pe(n.__H,t)&&(n.__=e(),n.__H=t),n.__}function Ee(e,t){return he=8,L(function(){return e},t)}function De(){var e=we(de++,11);if(!e.__){for(var t=N.__v;!t.__m&&t.__;)t=t.__;var n=t.__m||(t.__m=[0,0]);e.__=`P`+n[0]+`-`+n[1]++}return e.__}function Oe(){var e;do{for(;e=_e.shift();)try{Me(e)}catch(t){P.__e(t,{__:(e=e.__P)&&e.__v})}for(;e=ge.shift();){var t=e.__H;if(e.__P&&t)try{t.__h.some(Me),t.__h.some(Ne),t.__h=[]}catch(n){t.__h=[],P.__e(n,e.__v)}}}while(_e.length)}P.__b=function(e){N=null,ve&&ve(e)},P.__=function(e,t){e&&t.__k&&t.__k.__m&&(e.__m=t.__k.__m),Ce&&Ce(e,t)},P.__r=function(e){ye&&ye(e),de=0;var t=(N=e.__c).__H;t&&(fe==N?N.__h=[]:(t.__h.some(Me),t.__h.some(Ne),de=0),t.__h=[],t.__.some(function(e){e.__N&&(e.__=e.__N),e.u=e.__N=void 0})),fe=N},P.diffed=function(e){be&&be(e);var t=e.__c;t&&t.__H&&(t.__H.__h.length&&je(ge.push(t)),t.__H.__.some(function(e){e.u&&(e.__H=e.u)})),fe=N=null},P.__c=function(e,t){t.some(function(e){try{e.__h.some(Me),e.__h=e.__h.filter(function(e){return!e.__||Ne(e)})}catch(t){e.__h=[function(){throw t}]}}),xe&&xe(e,t)},P.unmount=function(e){Se&&Se(e);var t,n,r=e.__c;r&&r.__H&&(r.__H.__.some(function(r){try{if(r.__P&&r.__c){if(n===void 0){for(n=e.__;n&&(!n.__c||!n.__c.__P);)n=n.__;n&&=n.__c}r.__P=n,je(_e.push(r))}else Me(r)}catch(e){t=e}}),r.__H=void 0,t&&P.__e(t,r.__v))};var ke=typeof requestAnimationFrame==`function`;function Ae(e){var t,n=function(){clearTimeout(r),ke&&cancelAnimationFrame(t),setTimeout(e)},r=setTimeout(n,35);ke&&(t=requestAnimationFrame(n))}function je(e){e!=1&&pe==P.requestAnimationFrame||((pe=P.requestAnimationFrame)||Ae)(Oe)}function Me(e){var t=N,n=e.__c;typeof n==`function`&&(e.__c=void 0,n()),N=t}function Ne(e){var t=N;e.__c=e.__(),N=t}function Pe(e,t){return!e||e.length!=t.length||t.some(function(t,n){return!me(t,e[n])})}var Fe=Symbol.for(`preact-signals`);function Ie(){if(z>1)z--;else{var e,t=!1;for((function(){var e=We;for(We=void 0;e!==void 0;){var t=e.S;if(t.v===e.v)for(var n=t.t;n!==void 0;n=n.x)n.i===e.i&&(n.i=t.i);e=e.o}})();Be!==void 0;){var n=Be;for(Be=void 0,Ve++;n!==void 0;){var r=n.u;if(n.u=void 0,n.f&=-3,!(8&n.f)&&qe(n))try{n.c()}catch(n){t||=(e=n,!0)}n=r}}if(Ve=0,z--,t)throw e}}function Le(e){if(z>0)return e();Ue=++He,z++;try{return e()}finally{Ie()}}var Re,R=void 0;function ze(e){var t=R,n=Re;R=void 0,Re=void 0;try{return e()}finally{R=t,Re=n}}var Be=void 0,z=0,Ve=0,He=0,Ue=0,We=void 0,Ge=0;function Ke(e){if(R!==void 0){var t=e.n;if(t===void 0||t.t!==R)return t={i:0,S:e,p:R.s,n:void 0,t:R,e:void 0,x:void 0,r:t},R.s!==void 0&&(R.s.n=t),R.s=t,e.n=t,32&R.f&&e.S(t),t;if(t.i===-1)return t.i=0,t.n!==void 0&&(t.n.p=t.p,t.p!==void 0&&(t.p.n=t.n),t.p=R.s,t.n=void 0,R.s.n=t,R.s=t),t}}function B(e,t){this.v=e,this.i=0,this.n=void 0,this.t=void 0,this.l=0,this.W=t?.watched,this.Z=t?.unwatched,this.name=t?.name}B.prototype.brand=Fe,B.prototype.h=function(){return!0},B.prototype.S=function(e){var t=this,n=this.t;n!==e&&e.e===void 0&&(e.x=n,this.t=e,n===void 0?ze(function(){var e;(e=t.W)==null||e.call(t)}):n.e=e)},B.prototype.U=function(e){var t=this;if(this.t!==void 0){var n=e.e,r=e.x;n!==void 0&&(n.x=r,e.e=void 0),r!==void 0&&(r.e=n,e.x=void 0),e===this.t&&(this.t=r,r===void 0&&ze(function(){var e;(e=t.Z)==null||e.call(t)}))}},B.prototype.subscribe=function(e){var t=this;return nt(function(){var n=t.value;ze(function(){return e(n)})},{name:`sub`})},B.prototype.valueOf=function(){return this.value},B.prototype.toString=function(){return this.value+``},B.prototype.toJSON=function(){return this.value},B.prototype.peek=function(){var e=this;return ze(function(){return e.value})},Object.defineProperty(B.prototype,"value",{get:function(){var e=Ke(this);return e!==void 0&&(e.i=this.i),this.v},set:function(e){if(e!==this.v){if(Ve>100)throw Error(`Cycle detected`);(function(e){z!==0&&Ve===0&&e.l!==Ue&&(e.l=Ue,We={S:e,v:e.v,i:e.i,o:We})})(this),this.v=e,this.i++,Ge++,z++;try{for(var t=this.t;t!==void 0;t=t.x)t.t.N()}finally{Ie()}}}});function V(e,t){return new B(e,t)}function qe(e){for(var t=e.s;t!==void 0;t=t.n)if(t.S.i!==t.i||!t.S.h()||t.S.i!==t.i)return!0;return!1}function Je(e){for(var t=e.s;t!==void 0;t=t.n){var n=t.S.n;if(n!==void 0&&(t.r=n),t.S.n=t,t.i=-1,t.n===void 0){e.s=t;break}}}function Ye(e){for(var t=e.s,n=void 0;t!==void 0;){var r=t.p;t.i===-1?(t.S.U(t),r!==void 0&&(r.n=t.n),t.n!==void 0&&(t.n.p=r)):n=t,t.S.n=t.r,t.r!==void 0&&(t.r=void 0),t=r}e.s=n}function Xe(e,t){B.call(this,void 0,t),this.x=e,this.s=void 0,this.g=Ge-1,this.f=4}Xe.prototype=new B,Xe.prototype.h=function(){if(this.f&=-3,1&this.f)return!1;if((36&this.f)==32||(this.f&=-5,this.g===Ge))return!0;if(this.g=Ge,this.f|=1,this.i>0&&!qe(this))return this.f&=-2,!0;var e=R;try{Je(this),R=this;var t=this.x();(16&this.f||this.v!==t||this.i===0)&&(this.v=t,this.f&=-17,this.i++)}catch(e){this.v=e,this.f|=16,this.i++}return R=e,Ye(this),this.f&=-2,!0},Xe.prototype.S=function(e){if(this.t===void 0){this.f|=36;for(var t=this.s;t!==void 0;t=t.n)t.S.S(t)}B.prototype.S.call(this,e)},Xe.prototype.U=function(e){if(this.t!==void 0&&(B.prototype.U.call(this,e),this.t===void 0)){this.f&=-33;for(var t=this.s;t!==void 0;t=t.n)t.S.U(t)}},Xe.prototype.N=function(){if(!(2&this.f)){this.f|=6;for(var e=this.t;e!==void 0;e=e.x)e.t.N()}},Object.defineProperty(Xe.prototype,"value",{get:function(){if(1&this.f)throw Error(`Cycle detected`);var e=Ke(this);if(this.h(),e!==void 0&&(e.i=this.i),16&this.f)throw this.v;return this.v}});function Ze(e,t){return new Xe(e,t)}function Qe(e){var t=e.j;if(e.j=void 0,typeof t==`function`){z++;var n=R;R=void 0;try{t()}catch(t){throw e.f&=-2,e.f|=8,$e(e),t}finally{R=n,Ie()}}}function $e(e){for(var t=e.s;t!==void 0;t=t.n)t.S.U(t);e.x=void 0,e.s=void 0,Qe(e)}function et(e){if(R!==this)throw Error(`Out-of-order effect`);Ye(this),R=e,this.f&=-2;try{8&this.f&&$e(this)}finally{Ie()}}function tt(e,t){this.x=e,this.j=void 0,this.s=void 0,this.u=void 0,this.f=32,this.name=t?.name,Re&&Re.push(this)}tt.prototype.c=function(){var e=this.S();try{if(8&this.f||this.x===void 0)return;var t=this.x();typeof t==`function`&&(this.j=t)}finally{e()}},tt.prototype.S=function(){if(1&this.f)throw Error(`Cycle detected`);this.f|=1,this.f&=-9,Qe(this),Je(this),z++;var e=R;return R=this,et.bind(this,e)},tt.prototype.N=function(){2&this.f||(this.f|=2,this.u=Be,Be=this)},tt.prototype.d=function(){this.f|=8,1&this.f||$e(this)},tt.prototype.dispose=function(){this.d()};function nt(e,t){var n=new tt(e,t);try{n.c()}catch(e){throw n.d(),e}var r=n.d.bind(n);return r[Symbol.dispose]=r,r}var rt,it,at,ot=typeof window<`u`&&!!window.__PREACT_SIGNALS_DEVTOOLS__,st=[];nt(function(){rt=this.N})();function ct(t,n){e[t]=n.bind(null,e[t]||function(){})}function lt(e){if(at){var t=at;at=void 0,t()}at=e&&e.S()}function ut(e){var t=this,r=e.data,i=H(r);i.name=`ReactiveDom`,i.value=r;var a=L(function(){for(var e=t,r=t.__v;r=r.__;)if(r.__c){r.__c.__$f|=4;break}var a=Ze(function(){var e=i.value.value;return e===0?0:!0===e?``:e||``}),o=Ze(function(){return!Array.isArray(a.value)&&!n(a.value)}),s=nt(function(){if(this.N=ht,o.value){var t=a.value;e.__v&&e.__v.__e&&e.__v.__e.nodeType===3&&(e.__v.__e.data=t)}}),c=t.__$u.d;return t.__$u.d=function(){s(),c.call(this)},[o,a]},[]),o=a[0],s=a[1];return o.value?s.peek():s.value}ut.displayName=`ReactiveTextNode`,Object.defineProperties(B.prototype,{constructor:{configurable:!0,value:y(x,null).constructor},type:{configurable:!0,value:ut},props:{configurable:!0,get:function(){var e=this;return{data:{get value(){return e.value}}}}},__b:{configurable:!0,value:1}}),ct(`__b`,function(e,t){if(lt(),it=void 0,typeof t.type==`string`){var n,r=t.props;for(var i in r)if(i!==`children`){var a=r[i];a instanceof B&&(n||(t.__np=n={}),n[i]=a,r[i]=a.peek())}}e(t)}),ct(`__r`,function(e,t){if(e(t),t.type!==x){lt();var n,r=t.__c;r&&(r.__$f&=-2,(n=r.__$u)===void 0&&(r.__$u=n=function(e,t){var n;return nt(function(){n=this},{name:t}),n.c=e,n}(function(e){return function(){var t;ot&&((t=this.y)==null||t.call(this)),e.__$f|=1,e.setState({})}}(r),typeof t.type==`function`?t.type.displayName||t.type.name:``))),it=r,lt(n)}}),ct(`__e`,function(e,t,n,r){lt(),it=void 0,e(t,n,r)}),ct(`diffed`,function(e,t){lt(),it=void 0;var n;if(typeof t.type==`string`&&(n=t.__e)){var r=t.__np,i=t.props,a=n.U;if(a)for(var o in a){var s=a[o];s===void 0||r&&o in r||(s.d(),a[o]=void 0)}if(r)for(var c in a||(a={},n.U=a),r){var l=a[c],u=r[c];l===void 0?(l=dt(n,c,u,i),a[c]=l):l.o(u,i)}}e(t)});function dt(e,t,n,r){var i=t in e&&e.ownerSVGElement===void 0,a=V(n);return{o:function(e,t){a.value=e,r=t},d:nt(function(){this.N=ht;var n=a.value.value;r[t]!==n&&(r[t]=n,i?e[t]=n:n!=null&&(!1!==n||t[4]===`-`)?e.setAttribute(t,n):e.removeAttribute(t))})}}ct(`unmount`,function(e,t){if(typeof t.type==`string`){var n=t.__e;if(n){var r=n.U;if(r)for(var i in n.U=void 0,r){var a=r[i];a&&a.d()}}var o=t.__np;if(o){var s=t.props;for(var c in o)s[c]=o[c]}t.__np=void 0}else{var l=t.__c;if(l){l.__$f|=8;var u=l.__$u;u&&(l.__$u=void 0,u.d())}}e(t)}),ct(`__h`,function(e,t,n,r){r<3&&(t.__$f|=2),e(t,n,r)}),S.prototype.shouldComponentUpdate=function(e,t){if(this.__R)return!0;var n=this.__$u,r=n&&n.s!==void 0;for(var i in t)return!0;if(this.__f||typeof this.u==`boolean`&&!0===this.u){var a=2&this.__$f;if(!(r||a||4&this.__$f)||1&this.__$f)return!0}else if(!(r||4&this.__$f)||3&this.__$f)return!0;for(var o in e)if(o!==`__source`&&e[o]!==this.props[o])return!0;for(var s in this.props)if(!(s in e))return!0;return!1};function H(e,t){return L(function(){return V(e,t)},[])}function ft(e,t){var n=I(e);return n.current=e,it.__$f|=4,L(function(){return Ze(function(){return n.current()},t)},[])}var pt=function(e){queueMicrotask(function(){queueMicrotask(e)})};function mt(){Le(function(){for(var e;e=st.shift();)rt.call(e)})}function ht(){st.push(this)===1&&(e.requestAnimationFrame||pt)(mt)}var gt=6e3,_t=V(``),vt=0;function U(e){_t.value=e,clearTimeout(vt),vt=setTimeout(()=>{_t.value=``},gt)}var yt=class extends Error{requestId;constructor(e,{requestId:t=null,cause:n}={}){super(e,n===void 0?{}:{cause:n}),this.requestId=t}},bt=class extends yt{name=`TransportError`;status;retryAfterMs;constructor(e,t={}){super(e,t),this.status=t.status??null,this.retryAfterMs=t.retryAfterMs??null}};function xt(e){let t=globalThis.location?.href,n=new URL(e,t),r=n.pathname.replace(/\/+$/,``);return n.pathname=r.endsWith(`/graphql`)?r:`${r}/graphql`,n}async function St(e,{accept:t,body:n,signal:r}){let i=await e.authorization(),a={accept:t,"content-type":`application/json`};i!==null&&(a.authorization=i);try{return await e.fetch(e.endpoint,{method:`POST`,headers:a,body:JSON.stringify(n),signal:r})}catch(t){throw Ct(e,r,t)}}function Ct({endpoint:e},t,n){return t.aborted?t.reason:n instanceof yt?n:new bt(`No answer from ${e.origin}.`,{cause:n})}var W=class extends String{__apiType;value;__meta__;constructor(e,t){super(e),this.value=e,this.__meta__=t}toString(){return this.value}};new W(`
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
  lastRunAt
  callSid
  callResult
  failureReason
  version
  createdAt
  updatedAt
}`,{fragmentName:`ErrorFields`});var wt=new W(`
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
}`),Tt=new W(`
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
}`),Et=new W(`
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
}`),Dt=new W(`
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
}`),Ot=new W(`
    query LastChangeCursor {
  lastChangeCursor
}
    `),kt=new W(`
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
  lastRunAt
  callSid
  callResult
  failureReason
  version
  createdAt
  updatedAt
}`);var At=new W(`
    query ReminderCounts($filter: ReminderFilter) {
  reminderCounts(filter: $filter) {
    status
    count
  }
}
    `),jt=new W(`
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
}`),Mt=new W(`
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
}`),Nt=new W(`
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
}`),Pt=new W(`
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
}`),Ft=new W(`
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
}`),It=new W(`
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
}`);function Lt(){let e=new WeakMap;return{give:t=>t.map(t=>({...t,idempotencyKey:t.idempotencyKey??e.get(t)??Rt()})),keep(t,n){for(let[r,i]of t.entries()){let t=n[r]?.idempotencyKey;t!==void 0&&e.set(i,t)}},forget(t){for(let n of t)e.delete(n)}}}function Rt(){let e=crypto.getRandomValues(new Uint8Array(16));return Array.from(e,e=>e.toString(16).padStart(2,`0`)).join(``)}var zt=250;function Bt(e,t,n=Math.random){return Math.min(t,zt*2**(e-1))*(1-n()/2)}var Vt=class extends yt{name=`OperationError`;code;problems;constructor(e,t={}){super(e.map(({message:e})=>e).join(` `),t),this.code=Ht(e[0]),this.problems=e}};function Ht(e){let t=e?.extensions?.code;return typeof t==`string`?t:null}function Ut(e,t){return new Promise((n,r)=>{t?.throwIfAborted();let i=()=>{clearTimeout(a),r(t?.reason)},a=setTimeout(()=>{t?.removeEventListener(`abort`,i),n()},e);t?.addEventListener(`abort`,i,{once:!0})})}var Wt=5e3,Gt=[408,429,502,503,504],Kt=[`SERVICE_UNAVAILABLE`,`RATE_LIMITED`,`TOO_MANY_SUBSCRIPTIONS`];async function qt(e,{retries:t,signal:n}){for(let r=1;;r++)try{return await e()}catch(e){if(r>t||n?.aborted||!Jt(e))throw e;let i=Yt(e);if(i>Wt)throw e;await Ut(Math.max(i,Bt(r,Wt)),n)}}function Jt(e){return e instanceof Vt?Kt.includes(e.code):e instanceof bt?e.status===null||Gt.includes(e.status):!1}function Yt(e){if(e instanceof bt)return e.retryAfterMs??0;let t=e instanceof Vt&&e.problems[0]?.extensions?.retryAfterSeconds;return typeof t==`number`?t*1e3:0}var Xt=class extends yt{name=`AuthError`},Zt=class extends yt{name=`CursorExpiredError`};function Qt(e,t=null){let n={requestId:t??$t(e[0]),cause:e},r=e[0]?.message??`The server answered neither data nor errors.`;switch(Ht(e[0])){case`UNAUTHENTICATED`:case`FORBIDDEN`:return new Xt(r,n);case`CURSOR_EXPIRED`:return new Zt(r,n);default:return new Vt(e,{requestId:n.requestId})}}function $t(e){let t=e?.extensions?.requestId??e?.extensions?.errorId;return typeof t==`string`?t:null}function en({data:e,errors:t},n=null){if(t||e==null)throw Qt(t??[],n);return e}async function tn(e,t,n){let{status:r,headers:i}=t,a=i.get(`x-request-id`),o;try{o=await t.text()}catch(t){throw Ct(e,n,t)}let s=nn(o);if(r===401||r===403)throw new Xt(s?.errors?.[0]?.message??`The server refused this token.`,{requestId:a});if(s)return en(s,a);throw new bt(`${e.endpoint.origin} answered HTTP ${r} without a GraphQL result.`,{status:r,requestId:a,retryAfterMs:an(i.get(`retry-after`))})}function nn(e){try{let t=JSON.parse(e);return rn(t)?t:null}catch{return null}}function rn(e){return typeof e!=`object`||!e?!1:`data`in e||`errors`in e&&Array.isArray(e.errors)}function an(e){return e!==null&&/^\d{1,9}$/.test(e)?Number(e)*1e3:null}async function on(e,t,n){n?.throwIfAborted();let{endpoint:r,timeoutMs:i}=e,a=new AbortController,o=()=>a.abort(n?.reason),s=()=>a.abort(new bt(`No answer from ${r.origin} within ${i} ms.`));n?.addEventListener(`abort`,o,{once:!0});let c=setTimeout(s,i);try{return await tn(e,await St(e,{accept:`application/graphql-response+json, application/json`,body:{query:String(t.document),variables:t.variables},signal:a.signal}),a.signal)}finally{clearTimeout(c),n?.removeEventListener(`abort`,o)}}var sn=15e3;function cn(e,{filter:t,after:n,signal:r,onConnection:i=()=>{}}){let a=new AbortController,o=()=>a.abort();r?.addEventListener(`abort`,o),r?.aborted&&o();let s=c();async function*c(){try{let r=n??await e.readCursor(a.signal),o=await e.loadTransport();for(let n=0;!a.signal.aborted;){let s=null,c=1/0,l={query:String(jt),variables:{filter:t,after:r}},u={signal:a.signal,onConnected(){c=performance.now(),i({kind:`connected`})}};try{for await(let t of o(e.connection,l,u)){let e=en(t);n=0,r=e.reminderStatusChanged.cursor,yield e.reminderStatusChanged}}catch(e){if(!Jt(e))throw e;s=e}if(a.signal.aborted)return;i({kind:`lost`,error:s}),n=performance.now()-c>sn?1:n+1,await Ut(Bt(n,sn),a.signal)}}catch(e){if(!a.signal.aborted)throw e}finally{r?.removeEventListener(`abort`,o)}}return{next:()=>s.next(),return(){return o(),r?.removeEventListener(`abort`,o),s.return()},[Symbol.asyncIterator](){return this}}}var ln=(function(){let e=typeof document<`u`&&document.createElement(`link`).relList;return e&&e.supports&&e.supports(`modulepreload`)?`modulepreload`:`preload`})(),un=function(e){return`/`+e},dn={},fn=function(e){return e.pathname.endsWith(`.css`)},pn=function(e,t,n){if(t in e)return e[t];let r=n();if(!r){e[t]=void 0;return}let i=r.then(()=>{e[t]=void 0},n=>{throw e[t]=void 0,n});return e[t]=i,i},mn=function(e,t,n){let r=Promise.resolve();if(t&&t.length>0){let e,i=document.querySelector(`meta[property=csp-nonce]`),a=i?.nonce||i?.getAttribute(`nonce`);function o(e){return Promise.all(e.map(e=>Promise.resolve(e).then(e=>({status:`fulfilled`,value:e}),e=>({status:`rejected`,reason:e}))))}function s(e){return import.meta.resolve?new URL(import.meta.resolve(e)):new URL(e,import.meta.url)}r=o(t.map(t=>{t=un(t,n);let r=s(t),i=fn(r);return pn(dn,r.href,()=>{if(e===void 0){e={all:new Set,styles:new Set};let t=document.getElementsByTagName(`link`);for(let n=t.length-1;n>=0;n--){let r=t[n];e.all.add(r.href),r.rel===`stylesheet`&&e.styles.add(r.href)}}if((i?e.styles:e.all).has(r.href))return;let t=document.createElement(`link`);if(t.rel=i?`stylesheet`:ln,i||(t.as=`script`),t.crossOrigin=``,t.href=r.href,a&&t.setAttribute(`nonce`,a),document.head.appendChild(t),i)return new Promise((e,n)=>{let i=a=>{t.removeEventListener(`load`,i),t.removeEventListener(`error`,i),a.type===`error`?n(Error(`Unable to preload CSS for ${r}`)):e(a)};t.addEventListener(`load`,i),t.addEventListener(`error`,i)})})}).filter(e=>e!==void 0))}function i(e){let t=new Event(`vite:preloadError`,{cancelable:!0});if(t.payload=e,window.dispatchEvent(t),!t.defaultPrevented)throw e}return r.then(t=>{for(let e of t||[])e.status===`rejected`&&i(e.reason);return e().catch(i)})};function hn(e){let{token:t,retries:n=3,timeoutMs:r=3e4,silenceMs:i=3e4}=e,a=e.WebSocket??globalThis.WebSocket,{transport:o=a?`websocket`:`server-sent-events`}=e,s={endpoint:xt(e.url),fetch:e.fetch??((e,t)=>globalThis.fetch(e,t)),WebSocket:a,timeoutMs:r,silenceMs:i,async authorization(){let e=typeof t==`function`?await t():t;return e===void 0?null:`Bearer ${e}`}},c=Lt();function l(e,t,{signal:r,mayRepeat:i=!1}={}){return qt(()=>on(s,{document:e,variables:t},r),{retries:i?n:0,signal:r})}function u(e,t,{signal:n}={}){return l(e,t,{signal:n,mayRepeat:!0})}async function d(e,t){let n=c.give(e);try{let r=await t(n);return c.forget(e),r}catch(t){throw c.keep(e,n),t}}async function*f(e={}){let{filter:t,orderBy:n,pageSize:r,withTotalCount:i=!1}=e,a=e.after??null;for(let o=!0;o;){let{reminders:s}=await u(Nt,{filter:t,orderBy:n,first:r,after:a,withTotalCount:i},e),{pageInfo:c,edges:l,totalCount:d=null}=s;({hasNextPage:o,endCursor:a}=c),yield{reminders:l.map(({node:e})=>e),hasNextPage:o,endCursor:a,totalCount:d}}}async function p(e){return(await u(Ot,{},e)).lastChangeCursor}async function m(){return o===`websocket`?(await mn(async()=>{let{subscribeByWebSocket:e}=await import(`./web-socket-BwxqGTwX.js`);return{subscribeByWebSocket:e}},[])).subscribeByWebSocket:(await mn(async()=>{let{subscribeByServerSentEvents:e}=await import(`./server-sent-events-BeUb57tG.js`);return{subscribeByServerSentEvents:e}},[])).subscribeByServerSentEvents}return{execute:l,list:f,cursor:p,watch:(e={})=>cn({connection:s,loadTransport:m,readCursor:e=>p({signal:e})},e),async schedule(e,t){return(await d([e],([e])=>u(Tt,{input:e},t))).createReminder},async scheduleMany(e,{errorPolicy:t=`REJECT_EVERYTHING`,signal:n}={}){return(await d(e,e=>u(Et,{input:{reminders:[...e],errorPolicy:t}},{signal:n}))).createReminders},async update(e,t){return(await l(It,{input:e},t)).updateReminder},async cancel(e,t){return(await l(wt,{input:typeof e==`string`?{id:e}:e},t)).cancelReminder},async retry(e,t){return(await l(Ft,{input:typeof e==`string`?{id:e}:e},t)).retryReminder},async get(e,t){return(await u(Mt,{id:e},t)).reminder},async counts({filter:e,signal:t}={}){let{reminderCounts:n}=await u(At,{filter:e},{signal:t}),r=n.map(({status:e,count:t})=>[e,t]);return Object.fromEntries(r)},dispatcher:{async status(e){return(await u(Dt,{},e)).dispatcher},async pause({reason:e,signal:t}={}){let{pauseDispatch:n}=await u(kt,{input:{reason:e}},{signal:t});return n.dispatcher},async resume({reason:e,signal:t}={}){let{resumeDispatch:n}=await u(Pt,{input:{reason:e}},{signal:t});return n.dispatcher}}}}var G=hn({url:`/`});function K(e){return e instanceof Xt?(gn(),`${e.message} Sign in with a token that allows it, or ask whoever gave you yours.`):e instanceof bt?`Bellhop does not answer. Check that it runs and that you are online, then try again.`:e instanceof Vt?e.message:`Something unexpected happened (${String(e)}). Reload the page; if it stays, tell whoever runs Bellhop.`}async function gn(){(await fetch(`/`,{method:`HEAD`,redirect:`manual`})).type===`opaqueredirect`&&_n()}function _n(){let e=`${location.pathname}${location.search}`;location.assign(`/session?${new URLSearchParams({to:e})}`)}async function vn(){await fetch(`/session`,{method:`DELETE`}),location.assign(`/session`)}var yn=3e3,bn=100,xn=V(`connecting`),Sn=V(0),Cn=new Set,wn=[],Tn=Promise.withResolvers();function En(){return Tn.promise}function Dn(e){return Cn.add(e),()=>void Cn.delete(e)}async function On(){let e=null;for(;;)try{e??=await G.cursor(),Tn.resolve();for await(let t of G.watch({after:e,onConnection:({kind:e})=>kn(e)}))e=t.cursor,wn.length===0&&setTimeout(An,bn),wn.push(t)}catch(t){if(xn.value=`lost`,t instanceof Xt&&K(t),t instanceof Zt){e=null,Tn=Promise.withResolvers(),await G.cursor().then(t=>e=t,jn),Tn.resolve(),Sn.value++;continue}Tn.resolve(),await new Promise(e=>setTimeout(e,yn)),e===null&&Sn.value++}}function kn(e){xn.value=e===`connected`?`live`:`lost`}function An(){let e=wn;wn=[];for(let t of Cn)t(e)}function jn(){}function Mn(e){e.reload();let t=Dn(e.apply),n=Sn.peek(),r=Sn.subscribe(t=>{t!==n&&e.reload(),n=t}),i=xn.subscribe(t=>{t===`live`&&e.problem.peek()&&e.reload()});return{list:e,close(){t(),r(),i(),e.close()}}}var Nn=null;function Pn(e,t,n){Nn?.live.close(),Nn={key:e,path:t,live:n}}function Fn(e){let t=Nn?.key===e?Nn.live:null;return t||Nn?.live.close(),Nn=null,t}function In(){return Nn?.path??`/reminders`}var Ln=V(null),Rn=null,zn=new Map;function Bn(){return Rn??=mn(()=>import(`./min-Cka6UzPV.js`).then(e=>(Ln.value=e,e),e=>{throw Rn=null,e}),[]),Rn}function q(e){if(!Ln.value)return e;let t=zn.get(e);return t===void 0&&(t=Ln.value.parsePhoneNumberFromString(e)?.formatInternational()??e,zn.set(e,t)),t}function Vn(e){let t=e.replace(/^\s*00/,`+`).trimStart();if(!Ln.value||!t.startsWith(`+`))return e;let n=new Ln.value.AsYouType().input(t);return n.replace(/[^+\d]/g,``)===t.replace(/[\s().\-/]/g,``)?n:e}async function Hn(e){let{parsePhoneNumberFromString:t}=await Bn(),n=e.trim().replace(/^00/,`+`);if(n===``)return{kind:`empty`};if(!n.startsWith(`+`))return{kind:`wrong`,problem:`Begin with + and the country code, such as +49 or +1.`};let r=t(n,{extract:!1});if(!r)return{kind:`wrong`,problem:/^[+\d\s().\-/]*$/.test(n)?`The number is not complete yet.`:`This is no phone number: only digits, spaces and - ( ) may follow the +.`};if(!r.isPossible())return{kind:`wrong`,problem:r.nationalNumber.length<7?`The number is not complete yet.`:`The number has too few or too many digits for its country.`};let i=r.country?Un(r.country):null,a=`No such number is known${i?` in ${i}`:``}. Check it before you go on.`;return{kind:`number`,number:r.number,country:i,note:r.isValid()?null:a}}function Un(e){return new Intl.DisplayNames(`en`,{type:`region`}).of(e)??e}var Wn=[`SCHEDULED`,`DISPATCHING`,`CALLING`,`COMPLETED`,`FAILED`,`CANCELLED`],Gn={SCHEDULED:`Scheduled`,DISPATCHING:`Dialling`,CALLING:`On the line`,COMPLETED:`Done`,FAILED:`Failed`,CANCELLED:`Cancelled`};function Kn(e){return e===`COMPLETED`||e===`FAILED`||e===`CANCELLED`}var qn={PLACED:`Call placed`,REFUSED:`Refused for now`,REJECTED:`Rejected for good`,UNKNOWN:`Not known whether it rang`},Jn={ANSWERED:`A person answered`,BUSY:`Busy, or declined`,CANCELLED:`Ended before anybody answered`,CAPACITY:`The provider had no free line`,CONFIGURATION:`The provider’s account does not allow the call`,NO_ANSWER:`Nobody answered`,OTHER:`Ended; how is not known`,PROVIDER_FAULT:`The provider failed`,UNREACHABLE:`The number could not be reached`,VOICEMAIL:`Voicemail answered`};function Yn(e,t,n=`${t}s`){return`${e.toLocaleString(`en`)} ${e===1?t:n}`}var Xn=Symbol.for(`pv`),Zn=0;Array.isArray;function J(t,n,r,i,a,o){n||={};var s,c,l=n;if(`ref`in l&&typeof t!=`function`)for(c in l={},n)c==`ref`?s=n[c]:l[c]=n[c];var u={type:t,props:l,key:r,ref:s,__k:null,__:null,__b:0,__e:null,__c:null,constructor:Xn,__v:--Zn,__i:-1,__u:0};return(a||o)&&(u.__source=a,u.__self=o),e.vnode&&e.vnode(u),u}function Qn({title:e,onClose:t,children:n}){let r=I(null),i=De();return F(()=>{let e=document.activeElement;return r.current?.showModal(),()=>{e instanceof HTMLElement&&e.isConnected&&e.focus()}},[]),J(`dialog`,{ref:r,"aria-labelledby":i,onClose:t,children:[J(`h2`,{id:i,children:e}),n]})}var $n=V(Date.now());setInterval(()=>{$n.value=Date.now()},1e3);var er=864e5;function tr(e,t,n){let r=Date.parse(`${e}T${t.length===5?`${t}:00`:t}Z`);if(Number.isNaN(r)||!rr(r).startsWith(e))return{kind:`invalid`};let i=[...new Set([ar(r-er,n),ar(r+er,n)])].map(e=>r-e).filter(e=>e+ar(e,n)===r).sort((e,t)=>e-t),[a]=i;return a===void 0?{kind:`skipped`}:{kind:`instant`,at:a,isTwice:i.length>1}}function nr(e,t){let n=rr(e+ar(e,t));return{date:n.slice(0,10),time:n.slice(11,16)}}function rr(e){return new Date(e).toISOString()}var ir=new Map;function ar(e,t){let n=ir.get(t);n||(n=new Intl.DateTimeFormat(`en-US`,{timeZone:t,hourCycle:`h23`,year:`numeric`,month:`2-digit`,day:`2-digit`,hour:`2-digit`,minute:`2-digit`,second:`2-digit`}),ir.set(t,n));let r=Object.fromEntries(n.formatToParts(e).map(({type:e,value:t})=>[e,Number(t)]));return Date.UTC(r.year??0,(r.month??1)-1,r.day,r.hour,r.minute,r.second)-Math.floor(e/1e3)*1e3}function or(e){let t=`bellhop.${e}`;return{read(){try{return localStorage.getItem(t)}catch{return null}},write(e){try{localStorage.setItem(t,e)}catch{}}}}var sr=or(`utc`),cr=navigator.language.startsWith(`en`)?navigator.language:`en-GB`,lr=Intl.DateTimeFormat().resolvedOptions().timeZone,ur=V(sr.read()===`yes`),Y=Ze(()=>ur.value?`UTC`:lr);function dr(){ur.value=!ur.value,sr.write(ur.value?`yes`:`no`)}function fr(){return[...new Set([`UTC`,lr,...Intl.supportedValuesOf(`timeZone`)])].sort()}function pr(e){return e.split(`/`).at(-1)?.replaceAll(`_`,` `)??e}var mr=new Map;function hr(e,t,n){let r=`${t} ${Object.entries(n).join()}`,i=mr.get(r);return i||(i=new Intl.DateTimeFormat(cr,{...n,timeZone:t}),mr.set(r,i)),i.format(e)}var gr=864e5,_r=Ze(()=>Math.floor($n.value/9e5)*9e5);function vr(e,t,n=!1){let r=_r.value,i={hour:`2-digit`,minute:`2-digit`,...n?{second:`2-digit`}:{}},a=br(e,t);for(let[n,o]of yr)if(a===br(r+o,t))return`${n}, ${hr(e,t,i)}`;return hr(e,t,{weekday:`short`,day:`numeric`,month:`short`,...Sr(e,t)===Sr(r,t)?{}:{year:`numeric`},...i})}var yr=[[`Today`,0],[`Tomorrow`,gr],[`Yesterday`,-864e5]];function br(e,t){return hr(e,t,{dateStyle:`short`})}function xr(e,t){return hr(e,t,{dateStyle:`full`,timeStyle:`short`})}function Sr(e,t){return hr(e,t,{year:`numeric`})}function Cr(e,t){let n=Math.round((e-t)/1e3);return Math.abs(n)<1?`now`:n>0?`in ${wr(n)}`:`${wr(n<=-60?Math.floor(-n/60)*60:-n)} ago`}function wr(e){let t=[[86400,e>=172800?`days`:`day`],[3600,`h`],[60,`min`],[1,`s`]],n=Math.max(t.findIndex(([t])=>e>=t),0),[r,i]=t[n];if(e<1)return`0 s`;let a=Math.floor(e/r),[o,s]=t[n+1]??[1,``],c=Math.floor(e%r/o);return c>0&&n<3?`${a} ${i} ${c} ${s}`:`${a} ${i}`}function Tr(e){let t=L(()=>nr(e,Y.peek()),[e]),n=H(t.date),r=H(t.time),i=H(Y.peek());return{date:n,time:r,timeZone:i,wall:ft(()=>tr(n.value,r.value,i.value))}}function Er(e,t){return e.kind===`invalid`?`Pick a day and a time.`:e.kind===`skipped`?`That time does not exist in ${pr(t)} on that day: the clocks are put forward. Pick another.`:e.at<Date.now()-6e4?`That time has passed. Pick a later one.`:null}function Dr({picked:e,problem:t=null}){let{date:n,time:r,timeZone:i,wall:a}=e,o=L(fr,[]),s=t??Er(a.value,i.value);return J(`fieldset`,{class:`time-field`,children:[J(`legend`,{children:`When to ring`}),J(`label`,{children:[`Day`,J(`input`,{type:`date`,value:n.value,required:!0,onInput:e=>n.value=e.currentTarget.value})]}),J(`label`,{children:[`Time`,J(`input`,{type:`time`,value:r.value,required:!0,onInput:e=>r.value=e.currentTarget.value})]}),J(`label`,{class:`zone`,children:[`In the time of`,J(`select`,{value:i.value,onChange:e=>i.value=e.currentTarget.value,children:o.map(e=>J(`option`,{value:e,children:e.replaceAll(`_`,` `)},e))})]}),J(`p`,{class:s?`preview field-problem`:`preview`,role:`status`,children:s??(a.value.kind===`instant`&&J(Or,{at:a.value.at,isTwice:a.value.isTwice,timeZone:i.value}))})]})}function Or({at:e,isTwice:t,timeZone:n}){let r=ft(()=>Math.floor($n.value/6e4)*6e4);return J(x,{children:[`Rings `,J(`strong`,{children:xr(e,n)}),`, `,pr(n),` time, `,Cr(e,r.value),`.`,n!==lr&&` For you that is ${xr(e,lr)}.`,t&&` The clocks show that time twice that night; it rings the first time.`]})}var kr=36e5;function Ar({reminder:e,onDone:t}){async function n(){try{Mr(await G.cancel({id:e.id,expectedVersion:e.version}),`Cancelled. It does not ring.`,t)}catch(e){U(K(e)),t(null)}}return J(Qn,{title:`Cancel this call?`,onClose:()=>t(null),children:[J(`p`,{children:[q(e.phoneNumber),` is not rung. You can schedule it again later.`]}),J(`form`,{method:`dialog`,children:J(`div`,{class:`actions`,children:[J(`button`,{type:`submit`,children:`Keep it`}),J(`button`,{type:`button`,class:`primary`,onClick:()=>void n(),children:`Cancel the call`})]})})]})}function jr({reminder:e,onDone:t}){let n=H(!1),r=Tr(Date.now()+kr);async function i(){let i=r.wall.value;if(n.value&&Er(i,r.timeZone.value))return;let{id:a,version:o}=e,s=n.value&&i.kind===`instant`?{scheduledTime:new Date(i.at)}:{};try{Mr(await G.retry({id:a,expectedVersion:o,...s}),`Scheduled again.`,t)}catch(e){U(K(e)),t(null)}}return J(Qn,{title:`Ring again?`,onClose:()=>t(null),children:J(`form`,{method:`dialog`,onSubmit:e=>{e.preventDefault(),i()},children:[J(`fieldset`,{class:`choice`,children:[J(`legend`,{class:`hidden`,children:`When`}),J(`label`,{children:[J(`input`,{type:`radio`,name:`when`,checked:!n.value,onChange:()=>n.value=!1}),` `,`Now`]}),J(`label`,{children:[J(`input`,{type:`radio`,name:`when`,checked:n.value,onChange:()=>n.value=!0}),` `,`At another time`]})]}),n.value&&J(Dr,{picked:r}),J(`div`,{class:`actions`,children:[J(`button`,{type:`button`,onClick:()=>t(null),children:`Leave it`}),J(`button`,{type:`submit`,class:`primary`,children:`Ring again`})]})]})})}function Mr(e,t,n){switch(e.__typename){case`CancelReminderSuccess`:case`RetryReminderSuccess`:U(t),n(e.reminder);return;case`VersionConflictError`:case`StatusConflictError`:U(`Changed meanwhile: it is ${Gn[e.reminder.status].toLowerCase()} now. Nothing was done.`),n(e.reminder);return;default:U(e.message),n(null)}}function X({at:e,withSeconds:t=!1}){let n=Date.parse(e),r=`${xr(n,Y.value)} (${pr(Y.value)})`;return J(`time`,{dateTime:e,title:`${new Date(n).toISOString().slice(0,19).replace(`T`,` `)} UTC\n${r}`,children:vr(n,Y.value,t)})}function Nr({at:e,overdue:t}){let n=Date.parse(e);return J(`span`,{class:`countdown`,children:t!==void 0&&n<=$n.value?t:Cr(n,$n.value)})}function Pr({reminder:e}){let{createdAt:t,nextAttemptAt:n,attempts:r,status:i,updatedAt:a}=e;return J(`ol`,{class:`timeline`,children:[J(`li`,{"data-kind":`plain`,children:J(`p`,{class:`event`,children:[J(`strong`,{children:`Created`}),` `,J(X,{at:t,withSeconds:!0})]})}),r.map(e=>J(Fr,{attempt:e},e.id)),i===`CANCELLED`&&J(`li`,{"data-kind":`plain`,children:J(`p`,{class:`event`,children:[J(`strong`,{children:`Cancelled`}),` `,J(X,{at:a,withSeconds:!0})]})}),n&&J(`li`,{"data-kind":`next`,children:J(`p`,{class:`event`,children:[J(`strong`,{children:r.length===0?`Rings`:`Rings again`}),` `,J(X,{at:n,withSeconds:!0}),` `,J(Nr,{at:n})]})})]})}function Fr({attempt:e}){let{number:t,startedAt:n,finishedAt:r,outcome:i,httpStatus:a,failureReason:o,callSid:s,providerCallId:c}=e,{result:l,endedReason:u,durationSeconds:d,callAnsweredAt:f,costUsd:p}=e,m=i===null?`flight`:i===`PLACED`&&(l===null||l===`ANSWERED`||l===`VOICEMAIL`)?`good`:`bad`,h=[[`Provider answered`,a===null?null:`HTTP ${a}`],[`In its words`,o],[`Call ended because`,u],[`Answered after`,f&&e.callStartedAt?Ir(e.callStartedAt,f):null],[`Call lasted`,d===null?null:wr(Math.max(1,Math.round(d)))],[`Placing took`,r===null?null:Lr(n,r)],[`Cost`,p?`$${p.toFixed(2)}`:null]],g=[[`Call id`,s],[`Provider’s id`,c===s?null:c]];return J(`li`,{"data-kind":m,children:[J(`p`,{class:`event`,children:[J(`strong`,{children:[`Attempt `,t,`: `,i===null?`dialling now`:qn[i],l&&` – ${Jn[l]}`]}),` `,J(X,{at:n,withSeconds:!0})]}),J(`dl`,{class:`facts inline`,children:[...h,...g].map(([e,t],n)=>t!==null&&J(`div`,{children:[J(`dt`,{children:e}),J(`dd`,{children:n<h.length?t:J(`code`,{children:t})})]},e))})]})}function Ir(e,t){return wr(Math.max(1,Math.round((Date.parse(t)-Date.parse(e))/1e3)))}function Lr(e,t){let n=Math.max(0,Date.parse(t)-Date.parse(e));return n<1e3?`${n} ms`:wr(n/1e3)}function Rr({status:e}){return J(`span`,{class:`badge`,"data-status":e,children:Gn[e]})}function zr({title:e,more:t,aside:n,children:r}){return J(`section`,{class:`card`,"aria-label":e,children:[J(`div`,{class:`card-head`,children:[J(`h2`,{children:e}),t&&J(`a`,{href:t,children:[`All`,J(`span`,{class:`hidden`,children:[` of “`,e,`”`]})]}),n]}),r]})}var Br=null;function Vr(e){Br=e}function Hr(){let e=Br;return Br=null,e}var Ur=V(Zr()),Wr=null;function Gr(){return Wr}addEventListener(`popstate`,Xr);function Kr(e,{replace:t=!1}={}){if(e===`${location.pathname}${location.search}`)return;let n=new URL(e,location.href).pathname!==location.pathname;t?history.replaceState(null,``,e):history.pushState(null,``,e),Xr(),n&&scrollTo(0,0)}function qr(e){if(e.defaultPrevented||e.button!==0||e.metaKey||e.ctrlKey||e.shiftKey||e.altKey)return;let t=e.target.closest(`a`);!t||t.target||t.hasAttribute(`download`)||t.origin!==location.origin||Yr(t.pathname)&&(e.preventDefault(),Kr(`${t.pathname}${t.search}`))}function Jr(e){return`/reminders/${encodeURIComponent(e)}`}function Yr(e){return e===`/`||e===`/new`||e===`/import`||/^\/reminders(\/|$)/.test(e)}function Xr(){let e=Zr();e.path!==Ur.value.path&&(Wr=Ur.value.path),Ur.value=e}function Zr(){return{path:location.pathname,search:new URLSearchParams(location.search)}}var Qr=`query Viewer { viewer { isAuthenticated name scope } }`,Z=V(null),Q=Ze(()=>Z.value?.scope===`WRITE`||Z.value?.scope===`ADMIN`),$r=Ze(()=>Z.value?.scope===`ADMIN`);async function ei(){try{Z.value=(await G.execute(Qr,{},{mayRepeat:!0})).viewer}catch(e){K(e)}}function ti({reminder:e,isEditing:t,onEdit:n,onAsk:r}){let{status:i,phoneNumber:a,message:o}=e;return Q.value?J(x,{children:[i===`SCHEDULED`&&!t&&J(x,{children:[J(`button`,{type:`button`,onClick:n,children:`Edit or move`}),J(`button`,{type:`button`,onClick:()=>r(`cancel`),children:`Cancel call…`})]}),(i===`FAILED`||i===`CANCELLED`)&&J(`button`,{type:`button`,class:`primary`,onClick:()=>r(`retry`),children:`Ring again…`}),J(`button`,{type:`button`,onClick:()=>{Vr({phoneNumber:q(a),message:o}),Kr(`/new`)},children:`Duplicate`})]}):null}var ni=1e3;function ri({message:e,onInput:t,problem:n}){let r=ni-e.trim().length;return J(`div`,{class:`field`,children:[J(`label`,{for:`message`,children:`What is said`}),J(`textarea`,{id:`message`,rows:4,value:e,placeholder:`This is the practice of Dr. Weber. Your appointment is tomorrow at nine.`,"aria-invalid":n!==null||r<0,"aria-describedby":`message-hint`,onInput:e=>t(e.currentTarget.value)}),J(`small`,{id:`message-hint`,class:n||r<0?`field-problem`:``,children:n??(r<0?`${-r} characters too many.`:r<200?`${r} characters left.`:`Read out as it is written. At most 1,000 characters.`)})]})}var ii=!0;function $({title:e,above:t,actions:n,children:r}){let i=I(null);return F(()=>{document.title=`${e} · Bellhop`},[e]),F(()=>{let e=document.activeElement?.closest(`main`);!ii&&!e&&i.current?.focus({preventScroll:!0}),ii=!1},[]),J(`main`,{id:`main`,children:[t&&J(`p`,{class:`above`,children:t}),J(`div`,{class:`page-head`,children:[J(`h1`,{ref:i,tabIndex:-1,children:e}),n&&J(`div`,{class:`actions`,children:n})]}),r]})}function ai({text:e,onRetry:t}){return J(`div`,{class:`problem`,role:`alert`,children:[J(`p`,{children:e}),t&&J(`button`,{type:`button`,onClick:t,children:`Try again`})]})}function oi({text:e,typed:t,problem:n=null}){let r=H(e.value!==``);F(()=>void Bn(),[]),F(()=>e.subscribe(n=>{Hn(n).then(r=>{e.value===n&&(t.value=r)})}),[e,t]);let i=t.value,a=n??(i.kind===`wrong`&&r.value?i.problem:null);function o(t){t.selectionStart===t.value.length&&t.value.length>e.value.length&&(t.value=Vn(t.value)),e.value=t.value}return J(`div`,{class:`field`,children:[J(`label`,{for:`phone`,children:`Phone number`}),J(`input`,{id:`phone`,type:`tel`,autocomplete:`off`,placeholder:`+49 170 1234567`,value:e.value,"aria-invalid":a!==null,"aria-describedby":`phone-hint`,onInput:e=>o(e.currentTarget),onBlur:()=>r.value=!0}),J(`small`,{id:`phone-hint`,class:a?`field-problem`:``,children:a??(i.kind===`number`?i.note??`✓ A number in ${i.country??`no single country`}`:`With + and the country code.`)})]})}function si({reminder:e,onDone:t}){let n=L(()=>e,[]),r=H(q(n.phoneNumber)),i=H({kind:`number`,number:n.phoneNumber,country:null,note:null}),a=H(n.message),o=Tr(Date.parse(n.scheduledTime)),s=H(null),c=H(null),l=H({}),u=H(!1);async function d(e){let t=o.wall.value;if(i.value.kind!==`number`||t.kind!==`instant`||a.value.trim()===``)return;let r=Math.floor(Date.parse(n.scheduledTime)/6e4)===Math.floor(t.at/6e4),s=r?null:Er(t,o.timeZone.value);if(s){l.value={scheduledTime:s};return}let d={id:n.id,expectedVersion:e,...i.value.number!==n.phoneNumber&&{phoneNumber:i.value.number},...a.value.trim()!==n.message&&{message:a.value.trim()},...!r&&{scheduledTime:new Date(t.at).toISOString()}};u.value=!0,c.value=null,l.value={};try{f(await G.update(d))}catch(e){c.value=K(e)}u.value=!1}function f(e){switch(e.__typename){case`UpdateReminderSuccess`:return U(`Saved.`),t(e.reminder);case`VersionConflictError`:case`StatusConflictError`:s.value=e.reminder;return;case`ValidationError`:l.value=Object.fromEntries(e.issues.map(({path:e,message:t})=>[e.at(-1)??``,t])),c.value=e.message;return;default:c.value=e.message}}let p=s.value;return J(`form`,{class:`card form`,noValidate:!0,onSubmit:e=>{e.preventDefault(),d(n.version)},children:[J(`h2`,{children:`Edit`}),c.value&&J(ai,{text:c.value}),p&&J(`div`,{class:`conflict`,role:`alert`,children:[J(`p`,{children:[J(`strong`,{children:`Changed meanwhile.`}),` Nothing of yours was saved. Here is what it is now:`]}),J(`dl`,{class:`facts inline`,children:[J(`div`,{children:[J(`dt`,{children:`Status`}),J(`dd`,{children:Gn[p.status]})]}),J(`div`,{children:[J(`dt`,{children:`Rings`}),J(`dd`,{children:J(X,{at:p.scheduledTime})})]}),J(`div`,{children:[J(`dt`,{children:`Number`}),J(`dd`,{children:q(p.phoneNumber)})]}),J(`div`,{children:[J(`dt`,{children:`Message`}),J(`dd`,{children:p.message})]})]}),J(`div`,{class:`actions`,children:[J(`button`,{type:`button`,onClick:()=>t(p),children:`Keep it as it is now`}),p.status===`SCHEDULED`&&J(`button`,{type:`button`,onClick:()=>void d(p.version),children:`Save mine over it`})]})]}),J(oi,{text:r,typed:i,problem:l.value.phoneNumber??null}),J(ri,{message:a.value,onInput:e=>a.value=e,problem:l.value.message??null}),J(Dr,{picked:o,problem:l.value.scheduledTime??null}),J(`div`,{class:`actions`,children:[J(`button`,{type:`button`,onClick:()=>t(null),children:`Leave it`}),J(`button`,{type:`submit`,class:`primary`,disabled:u.value,children:`Save`})]})]})}function ci({reminder:e}){let{scheduledTime:t,retryCount:n,maxRetryAttempts:r,lastRunAt:i,createdAt:a,updatedAt:o,callSid:s}=e;return J(`dl`,{class:`facts aside`,children:[J(li,{name:`Meant for`,children:J(X,{at:t})}),J(li,{name:`Attempts spent`,children:[n,` of `,r]}),J(li,{name:`Last tried`,children:i?J(X,{at:i,withSeconds:!0}):`not yet`}),J(li,{name:`Created`,children:J(X,{at:a,withSeconds:!0})}),J(li,{name:`Last changed`,children:J(X,{at:o,withSeconds:!0})}),s&&J(li,{name:`Call id`,children:J(`code`,{children:s})})]})}function li({name:e,children:t}){return J(`div`,{children:[J(`dt`,{children:e}),J(`dd`,{children:t})]})}function ui(e,t,{everyMs:n,follows:r=!1,paceMs:i=1e3}={}){let a=H(null),o=H(null),s=I(t);s.current=t;let c=I(()=>{});return F(()=>{let e=new AbortController,t=!1,l=!1,u;async function d(){t=!0,l=!1;try{await En();let t=await s.current(e.signal);if(e.signal.aborted)return;a.value=t,o.value=null}catch(t){if(e.signal.aborted)return;o.value=K(t)}u=setTimeout(()=>{t=!1,l&&d()},i)}c.current=()=>{l=!0,t||d()},a.value=null,o.value=null,d();let f=n&&setInterval(()=>document.hidden||c.current(),n),p=r?Dn(()=>c.current()):null,m=Sn.peek(),h=Sn.subscribe(e=>{e!==m&&(m=e,c.current())}),g=xn.subscribe(e=>{e===`live`&&o.peek()&&c.current()});return()=>{e.abort(),clearTimeout(u),clearInterval(f),p?.(),h(),g()}},[e]),{data:a,problem:o,reload:Ee(()=>c.current(),[])}}function di({id:e}){let{data:t,problem:n,reload:r}=ui(e,async t=>({found:await G.get(e,{signal:t})}),{everyMs:5e3}),i=H(!1),a=H(null);F(()=>Dn(t=>t.some(({reminder:t})=>t.id===e)&&r()),[e,r]);let o=t.value?.found,s=J(fi,{});if(o===void 0)return J($,{title:`Reminder`,above:s,children:n.value?J(ai,{text:n.value,onRetry:r}):J(`p`,{children:`Reading…`})});if(o===null)return J($,{title:`No such reminder`,above:s,children:J(`p`,{children:[`Nothing has this address. It may have been cut when it was copied.`,` `,J(`a`,{href:`/reminders`,children:`Look through all reminders.`})]})});function c(e){i.value=!1,a.value=null,e&&(t.value={found:{...t.value?.found??{attempts:[]},...e}}),r()}return J($,{title:q(o.phoneNumber),above:s,actions:J(ti,{reminder:o,isEditing:i.value,onEdit:()=>i.value=!0,onAsk:e=>a.value=e}),children:[n.value&&J(ai,{text:n.value,onRetry:r}),J(pi,{reminder:o}),J(`div`,{class:`beside`,children:[J(`div`,{children:[i.value?J(si,{reminder:o,onDone:c}):J(zr,{title:`What is said`,children:J(`blockquote`,{children:o.message})}),J(zr,{title:`What happened`,children:J(Pr,{reminder:o})})]}),J(ci,{reminder:o})]}),a.value===`cancel`&&J(Ar,{reminder:o,onDone:c}),a.value===`retry`&&J(jr,{reminder:o,onDone:c})]})}function fi(){return J(`a`,{class:`back`,href:In(),children:[J(`span`,{"aria-hidden":`true`,children:`←`}),` `,In()===`/reminders`?`All reminders`:`Back to the list`]})}function pi({reminder:e}){let{status:t,nextAttemptAt:n,lastRunAt:r,callResult:i,failureReason:a}=e;return J(x,{children:[J(`p`,{class:`lead`,role:`status`,children:[J(Rr,{status:t}),` `,n&&J(x,{children:[J(X,{at:n}),` `,J(Nr,{at:n,overdue:`due now`})]}),i&&(t===`COMPLETED`||t===`CALLING`)&&Jn[i],` `,Kn(t)&&r&&J(`span`,{class:`muted`,children:J(X,{at:r})})]}),a&&t!==`COMPLETED`&&J(`p`,{class:`reason-box`,"data-final":t===`FAILED`,children:[J(`strong`,{children:t===`FAILED`?`Why it failed:`:`What went wrong last:`}),` `,a]})]})}var mi={due:{label:`Soonest first`,orderBy:{field:`SCHEDULED_TIME`,direction:`ASC`}},latest:{label:`Latest first`,orderBy:{field:`SCHEDULED_TIME`,direction:`DESC`}},new:{label:`Newest first`,orderBy:{field:`CREATED_AT`,direction:`DESC`}},changed:{label:`Last changed first`,orderBy:{field:`UPDATED_AT`,direction:`DESC`}}};function hi(e){let t=(e.get(`status`)??``).toUpperCase().split(`,`),n=e.get(`sort`)??``;return{status:Wn.filter(e=>t.includes(e)),search:e.get(`q`)??``,number:e.get(`number`)??``,from:Si(e.get(`from`)),until:Si(e.get(`until`)),sort:Object.hasOwn(mi,n)?n:null}}function gi(e){let t=e.status.length>0&&e.status.every(e=>!Kn(e));return e.sort??(t||!bi(e)?`due`:`changed`)}function _i({status:e,search:t,number:n,from:r,until:i,sort:a}){let o=new URLSearchParams;e.length>0&&o.set(`status`,e.join().toLowerCase()),t&&o.set(`q`,t),n&&o.set(`number`,n),r&&o.set(`from`,r),i&&o.set(`until`,i),a&&o.set(`sort`,a);let s=o.toString().replaceAll(`%2C`,`,`).replaceAll(`%3A`,`:`);return s?`/reminders?${s}`:`/reminders`}function vi({status:e,search:t,number:n,from:r,until:i}){let a=xi(n);return n&&!a?null:{...e.length>0&&{status:[...e]},...t&&{search:t},...a&&{phoneNumber:a},...r&&{scheduledFrom:r},...i&&{scheduledUntil:i}}}function yi(e){return e.status.length>0||!bi(e)}function bi({search:e,number:t,from:n,until:r}){return e===``&&t===``&&n===null&&r===null}function xi(e){let t=e.replace(/[\s().\-/]/g,``).replace(/^00/,`+`);return/^\+[1-9]\d{6,14}$/.test(t)?t:null}function Si(e){return e!==null&&!Number.isNaN(Date.parse(e))?e:null}var Ci=6,wi={cancel:[`SCHEDULED`],retry:[`FAILED`,`CANCELLED`]};function Ti(e,t,n){let r=V([]),i=V(null),a=V(`running`),o=V(null),s=new AbortController;c();async function c(){try{let e=t.kind===`picked`?[...t.reminders]:await l(t.filter);i.value=e.length,await Promise.all(Array.from({length:Ci},async()=>{for(let t=e.shift();t&&!s.signal.aborted;t=e.shift()){let e=await u(t);r.value=[...r.value,e]}}))}catch(e){s.signal.aborted||(o.value=K(e))}a.value=s.signal.aborted||o.value?`stopped`:`done`}async function l(t){let n=wi[e].filter(e=>!t.status||t.status.includes(e)),r=[];for await(let e of G.list({filter:{...t,status:n},pageSize:100,signal:s.signal}))r.push(...e.reminders);return r}async function u({id:t,phoneNumber:r}){let i={id:t,phoneNumber:q(r)};try{let r=await(e===`cancel`?G.cancel(t):G.retry(t));switch(r.__typename){case`CancelReminderSuccess`:case`RetryReminderSuccess`:return n(r.reminder),{...i,isDone:!0,text:e===`cancel`?`Cancelled`:`Scheduled again`};case`StatusConflictError`:case`VersionConflictError`:return n(r.reminder),{...i,isDone:!1,text:`Left alone: it is ${Gn[r.reminder.status].toLowerCase()}`};default:return{...i,isDone:!1,text:r.message}}}catch(e){return{...i,isDone:!1,text:K(e)}}}return{results:r,total:i,state:a,problem:o,stop:()=>s.abort()}}function Ei({label:e,children:t}){return J(`section`,{class:`scroll`,"aria-label":e,tabIndex:0,children:t})}var Di={cancel:{title:`Cancel`,button:`Cancel calls`,keep:`Keep them`,note:`Only what is still scheduled can be cancelled; the rest is left alone.`,none:`None of them can be cancelled: only what is still scheduled can.`},retry:{title:`Ring again`,button:`Ring again now`,keep:`Leave them`,note:`Failed and cancelled reminders ring again at once; the rest is left alone.`,none:`None of them can ring again: only what failed or was cancelled can.`}};function Oi({action:e,target:t,onChanged:n,onClose:r}){let i=H(null),{title:a,button:o,keep:s,note:c,none:l}=Di[e],u=t.kind===`all`?t.count:t.reminders.length,d=t.kind===`picked`?t.reminders.filter(({status:t})=>wi[e].includes(t)).length:null;return J(Qn,{title:i.value?`${a}: what came of it`:`${a} ${t.kind===`all`?`all `:``}${Yn(u,`reminder`)}?`,onClose:()=>{i.value?.stop(),r(i.value!==null)},children:i.value?J(ki,{run:i.value}):J(`form`,{method:`dialog`,children:[J(`p`,{children:[d===0?l:c,` `,d!==null&&d>0&&d<u&&`That is ${d} of ${u}.`]}),J(`div`,{class:`actions`,children:[J(`button`,{type:`submit`,children:s}),J(`button`,{type:`button`,class:`primary`,disabled:d===0,onClick:()=>{i.value=Ti(e,t,n)},children:o})]})]})})}function ki({run:e}){let t=e.results.value,n=e.total.value,r=t.filter(({isDone:e})=>e).length,i=t.length-r,a=e.state.value===`running`,o=t.toSorted((e,t)=>Number(e.isDone)-Number(t.isDone)).slice(0,200);return J(`form`,{method:`dialog`,children:[J(`progress`,{"aria-label":`How far it is`,max:n??1,value:n===null?void 0:t.length}),J(`p`,{role:`status`,children:[a&&n===null&&`Looking for them…`,a&&n!==null&&`${t.length} of ${n}…`,!a&&`${r} done${i>0?`, ${i} left alone or failed`:``}.`,e.state.value===`stopped`&&` Stopped before the end.`]}),e.problem.value&&J(`p`,{role:`alert`,children:e.problem.value}),J(Ei,{label:`What came of each`,children:J(`ul`,{class:`results`,children:[o.map(({id:e,phoneNumber:t,isDone:n,text:r})=>J(`li`,{"data-done":n,children:[J(`a`,{href:Jr(e),children:t}),` `,J(`span`,{children:r})]},e)),t.length>o.length&&J(`li`,{children:[`…and `,t.length-o.length,` more`]})]})}),J(`div`,{class:`actions`,children:J(`button`,{type:`submit`,class:a?``:`primary`,children:a?`Stop`:`Close`})})]})}function Ai({list:e,filter:t,picked:n}){let r=H(null),i=H(!1),a=H(null),o=e.rows.value,s=o.length>0&&n.value.size>=o.length;F(()=>{r.value=null},[n.value]);let c=()=>{n.value=new Set};if(o.length===0)return null;async function l(){i.value=!0;let e=n.value;try{let i=await G.counts({filter:t});n.value===e&&(r.value=Object.values(i).reduce((e,t)=>e+t,0))}catch(e){U(K(e))}i.value=!1}function u(i){let o=e.rows.peek().map(({reminder:e})=>e.peek()),s=r.value===null?{kind:`picked`,reminders:o.filter(({id:e})=>n.value.has(e))}:{kind:`all`,filter:t,count:r.value};a.value={action:i,target:s}}let d=e.total.value===null?`all`:`all ${e.total.value.toLocaleString(`en`)}`;return J(`div`,{class:`bulk`,"data-active":n.value.size>0,children:[J(`label`,{class:`pick`,children:J(`input`,{type:`checkbox`,checked:s,"aria-label":`Select all that are shown`,onChange:()=>{s?c():n.value=new Set(o.map(({id:e})=>e))}})}),n.value.size===0?J(`span`,{class:`muted`,children:`Select to cancel or ring again`}):J(x,{children:[J(`strong`,{role:`status`,children:r.value===null?`${Yn(n.value.size,`reminder`)} selected`:`All ${Yn(r.value,`reminder`)} that match`}),s&&e.hasMore.value&&r.value===null&&J(`button`,{type:`button`,class:`quiet`,disabled:i.value,onClick:()=>void l(),children:i.value?`Counting…`:`Select ${d} that match`}),J(`button`,{type:`button`,onClick:()=>u(`cancel`),children:`Cancel…`}),J(`button`,{type:`button`,onClick:()=>u(`retry`),children:`Ring again…`}),J(`button`,{type:`button`,class:`quiet`,onClick:c,children:`Clear selection`})]}),a.value&&J(Oi,{...a.value,onChanged:e.put,onClose:e=>{a.value=null,e&&c()}})]})}function ji({query:e}){return yi(e)?J(`div`,{class:`empty big`,children:[J(`h2`,{children:`No reminder matches these filters.`}),J(`p`,{children:`Take one of them away, or look at a longer time.`}),J(`a`,{class:`button`,href:`/reminders`,children:`See all reminders`})]}):J(`div`,{class:`empty big`,children:[J(`h2`,{children:`There are no reminders yet.`}),J(`p`,{children:`A reminder is one message, one phone number and one time. At that time Bellhop rings and says the message; if nobody can be reached it tries again.`}),Q.value&&J(`div`,{class:`actions`,children:[J(`a`,{class:`button primary`,href:`/new`,children:`Schedule the first`}),J(`a`,{class:`button`,href:`/import`,children:`Import a list`})]})]})}var Mi=300;function Ni({query:e,isNumberWhole:t}){let n=(t,n=!1)=>Kr(_i({...e,...t}),{replace:n}),r=Wn.filter(e=>e!==`COMPLETED`),i=e.status.length===r.length&&!e.status.includes(`COMPLETED`),a=H(!1);return J(`search`,{class:`filters`,"data-open":a.value,children:[J(`div`,{class:`filter-fields`,children:[J(Pi,{id:`search`,label:`In the message`,placeholder:`Search ( / )`,value:e.search,onTyped:e=>n({search:e},!0)}),J(`button`,{type:`button`,class:`more-filters`,"aria-expanded":a.value,onClick:()=>a.value=!a.value,children:a.value?`Fewer filters`:`More filters`}),J(Pi,{id:`number`,label:`Phone number`,placeholder:`+49 170 1234567`,type:`tel`,value:e.number,onTyped:e=>n({number:e},!0),problem:t?null:`The whole number with + and country code.`}),J(Fi,{label:`From`,value:e.from,onPicked:e=>n({from:e})}),J(Fi,{label:`Until`,isEnd:!0,value:e.until,onPicked:e=>n({until:e})}),J(`label`,{children:[`Order`,J(`select`,{value:gi(e),onChange:e=>n({sort:e.currentTarget.value}),children:Object.entries(mi).map(([e,{label:t}])=>J(`option`,{value:e,children:t},e))})]})]}),J(`fieldset`,{class:`chips`,children:[J(`legend`,{class:`hidden`,children:`Status`}),Wn.map(t=>{let r=e.status.includes(t),i=e.status.filter(e=>e!==t);return J(`button`,{type:`button`,class:`chip`,"data-status":t,"aria-pressed":r,onClick:()=>n({status:r?i:Wn.filter(e=>e===t||i.includes(e))}),children:Gn[t]},t)}),J(`button`,{type:`button`,class:`chip apart`,"aria-pressed":i,onClick:()=>n({status:i?[]:r}),children:`Hide done`}),yi(e)&&J(`button`,{type:`button`,class:`quiet`,onClick:()=>Kr(_i({...e,status:[],search:``,number:``,from:null,until:null})),children:`Clear filters`})]})]})}function Pi({id:e,label:t,placeholder:n,type:r=`search`,value:i,onTyped:a,problem:o=null}){let s=H(i),c=I(void 0),l=I(a);return l.current=a,F(()=>{s.value=i},[i,s]),F(()=>()=>clearTimeout(c.current),[]),J(`label`,{children:[t,J(`input`,{id:e,type:`search`,inputMode:r,placeholder:n,value:s.value,autocomplete:`off`,"aria-invalid":o!==null,"aria-describedby":o?`${e}-problem`:void 0,onInput:e=>{s.value=e.currentTarget.value,clearTimeout(c.current),c.current=setTimeout(()=>l.current(s.value.trim()),Mi)}}),o&&J(`small`,{id:`${e}-problem`,class:`field-problem`,children:o})]})}function Fi({label:e,value:t,isEnd:n=!1,onPicked:r}){let i=t===null?``:nr(Date.parse(t)-+!!n,Y.value).date;function a(e){if(!e)return r(null);let t=n?new Date(Date.parse(e)+864e5).toISOString().slice(0,10):e,i=tr(t,`00:00`,Y.value),a=i.kind===`instant`?i:tr(t,`01:00`,Y.value);a.kind===`instant`&&r(new Date(a.at).toISOString())}return J(`label`,{children:[J(`span`,{children:[e,` `,J(`span`,{class:`hidden`,children:[`the day, `,pr(Y.value),` time`]})]}),J(`input`,{type:`date`,value:i,onChange:e=>a(e.currentTarget.value)})]})}function Ii({reminder:e,before:t}){let{id:n,status:r,phoneNumber:i,message:a,scheduledTime:o,nextAttemptAt:s,failureReason:c}=e;return J(x,{children:[t,J(Rr,{status:r}),J(`span`,{class:`row-time`,children:[J(X,{at:s??o}),s&&J(`small`,{children:J(Nr,{at:s,overdue:`due now`})})]}),J(`a`,{class:`row-link`,href:Jr(n),children:q(i)}),J(`span`,{class:`row-text`,children:[a,c&&r!==`COMPLETED`&&J(`small`,{class:`reason`,children:c})]})]})}var Li=50;function Ri({filter:e,orderBy:t,isCounted:n}){let r=V([]),i=V(null),a=V(!1),o=V(!1),s=V(!1),c=V(null),l=V(0),u=new AbortController,d=new Map,f=new Set,p=null,m=h();function h(r=null){return G.list({filter:e,orderBy:t,pageSize:Li,withTotalCount:n&&r===null,signal:u.signal,after:r})}async function g(e){if(!s.value){s.value=!0;try{await En();let{value:t}=await m.next();if(u.signal.aborted)return;Le(()=>{c.value=null,e&&(d.clear(),f.clear(),l.value=0);let n=(t?.reminders??[]).filter(({id:e})=>!d.has(e)).map(_);r.value=e?n:[...r.value,...n],p=t?.endCursor??p,o.value=t?.hasNextPage??!1,a.value=!0,i.value=o.value?t?.totalCount??(e?null:i.value):r.value.length})}catch(e){if(u.signal.aborted)return;c.value=K(e),m=h(p)}finally{s.value=!1}}}function _(e){let t={id:e.id,reminder:V(e),matches:V(!0)};return d.set(e.id,t),t}function v(t){let n=d.get(t.id);if(n){if(t.version<n.reminder.peek().version)return;n.reminder.value=t,n.matches.value=zi(t,e)}else zi(t,e)?f.add(t.id):f.delete(t.id)}return{rows:r,total:i,wasRead:a,hasMore:o,isReading:s,problem:c,newer:l,put:v,more:()=>g(!1),reload(){return p=null,m=h(),g(!0)},apply(e){Le(()=>{for(let{reminder:t}of e)v(t);l.value=o.value?y(e):f.size})},close:()=>u.abort()};function y(e){let t=e.filter(({previousStatus:e,reminder:t})=>e===null&&f.has(t.id));return l.value+t.length}}function zi(e,t){let{status:n,phoneNumber:r,search:i,scheduledFrom:a,scheduledUntil:o}=t,s=Date.parse(e.scheduledTime);return(!n||n.includes(e.status))&&(!r||r===e.phoneNumber)&&(!i||e.message.toLowerCase().includes(i.toLowerCase()))&&(!a||s>=new Date(a).getTime())&&(!o||s<new Date(o).getTime())}function Bi(){let e=hi(Ur.value.search),t=vi(e),n=JSON.stringify([t,gi(e)]);return J($,{title:`Reminders`,children:[J(Ni,{query:e,isNumberWhole:t!==null}),t&&J(Vi,{id:n,filter:t,query:e},n)]})}function Vi({id:e,filter:t,query:n}){let r=H(new Set),i=I(null),a=I(n);a.current=n;let{live:o,isTaken:s}=L(()=>{let r=Fn(e),{orderBy:i}=mi[gi(n)];return{live:r??Mn(Ri({filter:t,orderBy:i,isCounted:bi(n)})),isTaken:r!==null}},[]),{list:c}=o;return F(()=>()=>{Ur.peek().path.startsWith(`/reminders/`)?Pn(e,_i(a.current),o):o.close()},[o]),Te(()=>{s&&Ui(i.current,Gr())},[]),J(x,{children:[c.problem.value&&J(ai,{text:c.problem.value,onRetry:()=>void c.reload()}),J(`div`,{class:`list-head`,children:[J(`p`,{role:`status`,children:Hi(c)}),c.newer.value>0&&J(`button`,{type:`button`,class:`newer`,onClick:()=>void c.reload(),children:[Yn(c.newer.value,`new reminder`),` – show`]})]}),Q.value&&J(Ai,{list:c,filter:t,picked:r}),J(`ul`,{class:`rows list`,ref:i,children:c.rows.value.map(e=>J(Wi,{row:e,picked:r},e.id))}),c.rows.value.length===0&&c.wasRead.value&&!c.problem.value&&J(ji,{query:n}),J(Gi,{list:c})]})}function Hi({wasRead:e,total:t,rows:n,problem:r}){return e.value?t.value===null?`The first ${Yn(n.value.length,`reminder`)}; more follow`:Yn(t.value,`reminder`):r.value?``:`Reading…`}function Ui(e,t){let n=e?.querySelector(`a[href="${CSS.escape(t??``)}"]`);n?.scrollIntoView({block:`center`}),n?.focus({preventScroll:!0})}function Wi({row:e,picked:t}){let n=e.reminder.value,r=t.value.has(e.id);return J(`li`,{class:`row`,"data-picked":r,"data-left":!e.matches.value,children:J(Ii,{reminder:n,before:Q.value&&J(`label`,{class:`pick`,children:J(`input`,{type:`checkbox`,checked:r,"aria-label":`Select ${q(n.phoneNumber)}`,onChange:()=>{let n=new Set(t.value);n.delete(e.id)||n.add(e.id),t.value=n}})})})})}function Gi({list:e}){let t=I(null),n=e.hasMore.value&&!e.isReading.value&&!e.problem.value;return F(()=>{if(!n||!t.current)return;let r=new IntersectionObserver(([t])=>{t?.isIntersecting&&e.more()},{rootMargin:`800px`});return r.observe(t.current),()=>r.disconnect()},[n,e]),J(`div`,{ref:t,class:`sentinel`,children:e.hasMore.value&&J(`button`,{type:`button`,class:`quiet`,onClick:()=>void e.more(),children:`More`})})}function Ki(){return J(`div`,{class:`empty big`,children:[J(`h2`,{children:`You may look, but not change anything.`}),J(`p`,{children:`Ask whoever gave you your token for one that may, and sign in with that.`}),J(`a`,{class:`button`,href:`/reminders`,children:`Look through all reminders`})]})}var qi=9e5;function Ji(){return Z.value&&!Q.value?J($,{title:`New reminder`,children:J(Ki,{})}):J($,{title:`New reminder`,actions:J(`a`,{href:`/import`,children:`Many at once: import a list`}),children:J(`div`,{class:`beside`,children:[J(Yi,{}),J(`aside`,{class:`aside`,children:[J(`h2`,{children:`What happens then`}),J(`p`,{children:`At that minute the phone rings, and a voice says your message.`}),J(`p`,{children:`If nobody can be reached, Bellhop tries again by itself; you see each try and why it failed.`}),J(`p`,{children:`Until it rings you can change, move or cancel it.`})]})]})})}function Yi(){let e=L(Hr,[]),t=H(e?.phoneNumber??``),n=H({kind:`empty`}),r=H(e?.message??``),i=Tr(L(()=>Math.ceil((Date.now()+qi)/qi)*qi,[])),a=H(!1),o=H(null),s=H({}),c=I(null);async function l(e){if(e.preventDefault(),a.value)return;let t=i.wall.value,l={};n.value.kind!==`number`&&(l.phoneNumber=n.value.kind===`wrong`?n.value.problem:`Whom shall Bellhop ring?`),r.value.trim()===``&&(l.message=`What shall be said?`);let d=Er(t,i.timeZone.value);if(d&&(l.scheduledTime=d),s.value=l,n.value.kind!==`number`||t.kind!==`instant`||Object.keys(l).length>0){let t=e.currentTarget.querySelector(`[aria-invalid=true], .time-field input`);requestAnimationFrame(()=>(document.querySelector(`[aria-invalid=true]`)??t)?.focus());return}let f={phoneNumber:n.value.number,message:r.value.trim(),scheduledTime:new Date(t.at).toISOString()};JSON.stringify(f)!==JSON.stringify(c.current)&&(c.current=f),a.value=!0,o.value=null;try{u(await G.schedule(c.current))}catch(e){o.value=K(e)}a.value=!1}function u(e){switch(e.__typename){case`CreateReminderSuccess`:return U(`Scheduled. Its countdown runs.`),Kr(Jr(e.reminder.id));case`ValidationError`:s.value=Object.fromEntries(e.issues.map(({path:e,message:t})=>[e.at(-1)??``,t])),[`phoneNumber`,`message`,`scheduledTime`].some(e=>s.value[e])||(o.value=e.message);return;default:o.value=e.message}}return J(`form`,{class:`card form`,noValidate:!0,onSubmit:e=>void l(e),children:[o.value&&J(ai,{text:o.value}),J(oi,{text:t,typed:n,problem:s.value.phoneNumber??null}),J(ri,{message:r.value,onInput:e=>r.value=e,problem:s.value.message??null}),J(Dr,{picked:i,problem:s.value.scheduledTime??null}),J(`div`,{class:`actions`,children:J(`button`,{type:`submit`,class:`primary`,disabled:a.value,children:a.value?`Scheduling…`:`Schedule the call`})})]})}var Xi=5e3,Zi=V(null);async function Qi(){await En(),Zi.value=await G.dispatcher.status()}function $i(){let e=()=>void Qi().catch(()=>{});e();let t=setInterval(()=>document.hidden||e(),Xi);return()=>clearInterval(t)}function ea({reminder:e,children:t}){let{id:n,phoneNumber:r,message:i,failureReason:a}=e;return J(`li`,{class:`row call`,children:[J(`a`,{class:`row-link`,href:Jr(n),children:q(r)}),J(`span`,{class:`call-side`,children:t}),J(`span`,{class:`row-text`,children:i}),a&&J(`small`,{class:`reason`,children:a})]})}function ta({counts:e}){return J(`ul`,{class:`counters`,children:Wn.map(t=>J(`li`,{"data-none":e?.[t]===0,children:J(`a`,{href:`/reminders?status=${t.toLowerCase()}`,"data-status":t,children:[J(`strong`,{children:e?e[t].toLocaleString(`en`):`–`}),` `,J(`span`,{children:Gn[t]})]})},t))})}var na=24,ra=12,ia=36e5,aa=12,oa=3e5;function sa(){let e=new Map,t=new Set;return{async read(n){let r=Date.now(),i=ua(r)-ra*ia,a=Array.from({length:na},(e,t)=>i+t*ia),o=a.filter(n=>t.has(n)||r-(e.get(n)?.readAt??0)>oa);t.clear();let s=[o.slice(0,aa),o.slice(aa)];try{let t=await Promise.all(s.filter(({length:e})=>e>0).map(e=>ca(e,n)));for(let n of t.flat())e.set(n.from,{...n,readAt:r})}catch(e){for(let e of o)t.add(e);throw e}return a.map(t=>e.get(t)??{from:t,waiting:0,done:0,failed:0})},note(n){for(let{reminder:r,status:i,previousStatus:a}of n)if(t.add(ua(Date.parse(r.scheduledTime))),i===`SCHEDULED`&&a!==null&&a!==`DISPATCHING`)for(let n of e.keys())t.add(n)}}}async function ca(e,t){let n=e.map((e,t)=>[`h${t}`,{scheduledFrom:new Date(e),scheduledUntil:new Date(e+ia)}]),r=await G.execute(la(e.length),Object.fromEntries(n),{signal:t,mayRepeat:!0});return e.map((e,t)=>{let n=(...e)=>(r[`h${t}`]??[]).filter(({status:t})=>e.includes(t)).reduce((e,{count:t})=>e+t,0);return{from:e,waiting:n(`SCHEDULED`,`DISPATCHING`,`CALLING`),done:n(`COMPLETED`),failed:n(`FAILED`)}})}function la(e){let t=Array.from({length:e},(e,t)=>`h${t}`);return`query Hours(${t.map(e=>`$${e}: ReminderFilter`).join(`, `)}) { ${t.map(e=>`${e}: reminderCounts(filter: $${e}) { status count }`).join(` `)} }`}function ua(e){return Math.floor(e/ia)*ia}var da=36e5,fa=4,pa=[`done`,`failed`,`waiting`];function ma(){let e=L(sa,[]);F(()=>Dn(e.note),[e]);let{data:t}=ui(`day`,e.read,{follows:!0,everyMs:6e4,paceMs:3e3}),n=t.value??[],r=xa(Math.max(fa,...n.map(ba)));return J(zr,{title:`Around now, by the hour`,aside:J(ha,{}),children:[J(`div`,{class:`chart`,role:`img`,"aria-label":Sa(n),children:[J(`span`,{class:`chart-line`,"data-at":`top`,children:r}),J(`span`,{class:`chart-line`,"data-at":`half`,children:r/2}),J(`div`,{class:`bars`,children:n.map(e=>J(`div`,{class:`hour`,title:va(e),children:pa.toReversed().map(t=>e[t]>0&&J(`div`,{class:`bar`,"data-kind":t,style:{height:`${e[t]/r*100}%`}},t))},e.from))}),n[0]&&J(ga,{from:n[0].from,hours:n.length})]}),J(`div`,{class:`chart-hours`,"aria-hidden":`true`,children:n.filter((e,t)=>t%3==0).map(({from:e})=>J(`span`,{children:ya(e)},e))}),J(`details`,{children:[J(`summary`,{children:`The same as a table`}),J(_a,{hours:n})]})]})}function ha(){return J(`div`,{class:`legend`,"aria-hidden":`true`,children:[J(`span`,{"data-kind":`done`,children:`Done`}),J(`span`,{"data-kind":`failed`,children:`Failed`}),J(`span`,{"data-kind":`waiting`,children:`Scheduled`})]})}function ga({from:e,hours:t}){let n=(ft(()=>Math.floor($n.value/6e4)*6e4).value-e)/(t*da);return J(`div`,{class:`now-line`,style:{left:`${Math.min(Math.max(n,0),1)*100}%`}})}function _a({hours:e}){return J(Ei,{label:`Calls by the hour, as a table`,children:J(`table`,{children:[J(`caption`,{children:[`Calls by the hour for which they are scheduled (`,pr(Y.value),` time)`]}),J(`thead`,{children:J(`tr`,{children:[J(`th`,{scope:`col`,children:`Hour`}),J(`th`,{scope:`col`,children:`Done`}),J(`th`,{scope:`col`,children:`Failed`}),J(`th`,{scope:`col`,children:`Scheduled`})]})}),J(`tbody`,{children:e.map(e=>J(`tr`,{children:[J(`th`,{scope:`row`,children:ya(e.from)}),J(`td`,{children:e.done}),J(`td`,{children:e.failed}),J(`td`,{children:e.waiting})]},e.from))})]})})}function va(e){return`${ya(e.from)}: ${e.done} done, ${e.failed} failed, ${e.waiting} scheduled`}function ya(e){return hr(e,Y.value,{hour:`2-digit`,minute:`2-digit`})}function ba({waiting:e,done:t,failed:n}){return e+t+n}function xa(e){let t=10**Math.floor(Math.log10(e)),n=[1,1.2,1.6,2,3,4,6,8,10].find(n=>n*t>=e)??10;return Math.ceil(n*t/2)*2}function Sa(e){let t=t=>e.reduce((e,n)=>e+n[t],0);return`From 12 hours ago to 12 hours ahead: ${t(`done`)} done, ${t(`failed`)} failed, ${t(`waiting`)} scheduled. The table below has every hour.`}function Ca({reminders:e}){let[t,...n]=e??[];return J(zr,{title:`Next calls`,more:t&&`/reminders?status=scheduled`,children:[e===void 0&&J(`p`,{class:`empty`,children:`Reading…`}),e&&!t&&J(`p`,{class:`empty`,children:[`Nothing is waiting to be rung.`,` `,Q.value&&J(x,{children:[J(`a`,{href:`/new`,children:`Schedule a reminder`}),` or `,J(`a`,{href:`/import`,children:`import a list`}),`, and its countdown appears here.`]})]}),t&&J(wa,{reminder:t}),J(`ul`,{class:`rows small`,children:n.map(e=>J(ea,{reminder:e,children:[J(X,{at:Ta(e)}),J(`small`,{children:J(Nr,{at:Ta(e)})})]},e.id))})]})}function wa({reminder:e}){let{id:t,phoneNumber:n,message:r,failureReason:i}=e,a=Zi.value?.paused===!0;return J(`div`,{class:`row first-call`,children:[J(`p`,{class:`first-countdown`,"data-paused":a,children:J(Nr,{at:Ta(e),overdue:a?`waits`:`due now`})}),J(`p`,{children:[J(X,{at:Ta(e)}),` · `,J(`a`,{class:`row-link`,href:Jr(t),children:q(n)})]}),J(`p`,{class:`first-text`,children:r}),i&&J(`small`,{class:`reason`,children:i})]})}function Ta({nextAttemptAt:e,scheduledTime:t}){return e??t}function Ea(){let e=H(!1),t=H(``);async function n(){try{Zi.value=await G.dispatcher.pause({reason:t.value.trim()}),U(`Calls are paused.`)}catch(e){U(K(e))}}return J(x,{children:[J(`button`,{type:`button`,onClick:()=>e.value=!0,children:`Pause calls…`}),e.value&&J(Qn,{title:`Pause all calls?`,onClose:()=>e.value=!1,children:[J(`p`,{children:`Nothing new is rung until somebody resumes. Calls in flight are finished; what falls due waits.`}),J(`form`,{method:`dialog`,class:`form`,onSubmit:()=>void n(),children:[J(`label`,{children:[`Why, for the others who see it`,J(`input`,{value:t.value,maxLength:500,onInput:e=>t.value=e.currentTarget.value})]}),J(`div`,{class:`actions`,children:[J(`button`,{type:`button`,onClick:()=>e.value=!1,children:`Keep ringing`}),J(`button`,{type:`submit`,class:`primary`,children:`Pause calls`})]})]})]})]})}function Da(){return J(`section`,{class:`card welcome`,children:[J(`h2`,{children:`How Bellhop works`}),J(`ol`,{children:[J(`li`,{children:[J(`strong`,{children:`You say whom to ring, when, and what to say.`}),` One by one, or as a list from a spreadsheet.`]}),J(`li`,{children:[J(`strong`,{children:`At that minute the phone rings,`}),` and a voice reads out your message.`]}),J(`li`,{children:[J(`strong`,{children:`You see here what came of it.`}),` If nobody can be reached Bellhop tries again, and tells you why.`]})]}),Q.value&&J(`div`,{class:`actions`,children:[J(`a`,{class:`button primary`,href:`/new`,children:`Schedule the first`}),J(`a`,{class:`button`,href:`/import`,children:`Import a list`})]})]})}var Oa=6,ka=10,Aa=864e5;function ja(){let{data:e,problem:t,reload:n}=ui(`now`,Pa,{follows:!0,everyMs:3e4}),r=e.value,i=r!==null&&Object.values(r.counts).every(e=>e===0);return J($,{title:`Now`,actions:$r.value&&Zi.value?.paused===!1&&J(Ea,{}),children:[t.value&&J(ai,{text:t.value,onRetry:n}),J(ta,{counts:r?.counts}),i?J(Da,{}):J(`div`,{class:`overview`,children:[J(Ca,{reminders:r?.next}),J(`div`,{children:[J(ma,{}),J(Ma,{reminders:r?.inFlight}),J(Na,{reminders:r?.failed})]})]})]})}function Ma({reminders:e}){return J(zr,{title:`Calls in flight`,more:e!==void 0&&e.length>0?`/reminders?status=dispatching,calling`:void 0,children:[e?.length===0&&J(`p`,{class:`empty`,children:`No call is being placed at the moment.`}),J(`ul`,{class:`rows small`,children:e?.map(e=>J(ea,{reminder:e,children:J(Rr,{status:e.status})},e.id))})]})}function Na({reminders:e}){return J(zr,{title:`Failed in the last 24 hours`,more:e!==void 0&&e.length>0?`/reminders?status=failed`:void 0,children:[e?.length===0&&J(`p`,{class:`empty`,children:`None. What could not be rung shows up here with its reason.`}),J(`ul`,{class:`rows small`,children:e?.map(e=>J(ea,{reminder:e,children:[J(X,{at:e.updatedAt}),J(`small`,{children:J(Nr,{at:e.updatedAt})})]},e.id))})]})}async function Pa(e){let t=Date.now()-Aa,[n,r,i,a]=await Promise.all([G.counts({signal:e}),Fa({status:[`SCHEDULED`]},50,e),Fa({status:[`DISPATCHING`,`CALLING`]},Oa,e),Fa({status:[`FAILED`]},Oa,e,`UPDATED_AT`)]);return{counts:n,next:r.toSorted((e,t)=>Date.parse(Ta(e))-Date.parse(Ta(t))).slice(0,ka),inFlight:i,failed:a.filter(({updatedAt:e})=>Date.parse(e)>=t)}}async function Fa(e,t,n,r){let i=r?{field:r,direction:`DESC`}:{field:`SCHEDULED_TIME`,direction:`ASC`},{value:a}=await G.list({filter:e,pageSize:t,orderBy:i,signal:n}).next();return a?.reminders??[]}function Ia(){F($i,[]);let e=Zi.value,t=e!==null&&e.instances.length===0;return J(`section`,{"aria-label":`Notices`,children:[e?.simulated&&J(`p`,{class:`strip`,children:[J(`strong`,{children:`Calls are simulated:`}),` nobody’s phone rings. Whoever runs Bellhop can set a Vapi key to ring for real.`]}),J(`div`,{class:`banners`,children:[J(Ra,{}),t&&J(`p`,{class:`banner`,"data-kind":`bad`,role:`alert`,children:[J(`strong`,{children:`Nothing is being rung.`}),` No Bellhop is alive to place calls. Ask whoever runs it to look at the server; what falls due meanwhile is rung as soon as one is back.`]}),e?.paused&&J(`div`,{class:`banner`,"data-kind":`wait`,role:`status`,children:[J(`p`,{children:[J(`strong`,{children:`Calls are paused.`}),` `,e.pauseReason?`Reason: ${e.pauseReason}.`:`No reason was given.`,` What falls due waits`,e.overdue>0?`; ${e.overdue} already do.`:`.`]}),$r.value&&J(La,{})]})]})]})}function La(){let e=H(!1);async function t(){e.value=!0;try{Zi.value=await G.dispatcher.resume({reason:`From the dashboard`}),U(`Calls go on.`)}catch(e){U(K(e))}e.value=!1}return J(`button`,{type:`button`,disabled:e.value,onClick:()=>void t(),children:`Resume calls`})}function Ra(){let e=H(null);return F(()=>xn.subscribe(t=>{t===`lost`&&(e.value??=Date.now()),t===`live`&&e.value!==null&&(e.value=null,U(`Connected again. Everything that happened meanwhile is shown.`))}),[e]),e.value===null?null:J(`p`,{class:`banner`,"data-kind":`wait`,role:`status`,children:[J(`strong`,{children:`The live connection is lost.`}),` What you see is`,` `,wr(Math.max(1,Math.round(($n.value-e.value)/1e3))),` old. Trying to get it back; nothing is missed.`]})}function za({title:e,load:t}){let n=H(null),r=H(!1);return F(()=>{t().then(e=>{n.value={Component:e}},()=>{r.value=!0})},[]),n.value?J(n.value.Component,{}):J($,{title:e,children:r.value&&J(ai,{text:`The page did not arrive. Check that you are online; Bellhop may also be newer now.`,onRetry:()=>location.reload()})})}var Ba=[[`/`,`Search reminders`],[`j`,`Next reminder`],[`k`,`Previous reminder`],[`Enter`,`Open the reminder`],[`x`,`Select or unselect the reminder`],[`n`,`New reminder`],[`?`,`These keys`],[`Esc`,`Close, or leave a field`]];function Va(){let e=H(!1);return F(()=>{function t(e){if(e.ctrlKey||e.metaKey||e.altKey||e.defaultPrevented)return;let t=e.target.closest(`input, textarea, select, dialog`);if(t&&!t.matches(`[type=checkbox]`)){e.key===`Escape`&&!t.matches(`dialog`)&&t.blur();return}let r=n[e.key];r&&(e.preventDefault(),r())}let n={"/":Ha,j:()=>Ua(1),k:()=>Ua(-1),x:()=>Wa(document.activeElement)?.querySelector(`input[type=checkbox]`)?.click(),n:()=>Q.value&&Kr(`/new`),"?":()=>{e.value=!0}};return document.addEventListener(`keydown`,t),()=>document.removeEventListener(`keydown`,t)},[e]),e.value?J(Qn,{title:`Keys`,onClose:()=>e.value=!1,children:[J(`dl`,{class:`keys`,children:Ba.map(([e,t])=>J(`div`,{children:[J(`dt`,{children:J(`kbd`,{children:e})}),J(`dd`,{children:t})]},e))}),J(`form`,{method:`dialog`,class:`actions`,children:J(`button`,{type:`submit`,children:`Close`})})]}):null}function Ha(){Ur.value.path!==`/reminders`&&Kr(`/reminders`),requestAnimationFrame(()=>document.getElementById(`search`)?.focus())}function Ua(e){let t=[...document.querySelectorAll(`.row .row-link`)],n=t.indexOf(Wa(document.activeElement)?.querySelector(`.row-link`)),r=n<0?e>0?0:t.length-1:n+e,i=t[Math.min(Math.max(r,0),t.length-1)];i?.focus(),i?.scrollIntoView({block:`nearest`})}function Wa(e){return e?.closest(`.row`)??null}var Ga=[`auto`,`light`,`dark`],Ka=or(`theme`),qa=V(Ga.find(e=>e===Ka.read())??`auto`);function Ja(){document.documentElement.dataset.theme=qa.value}function Ya(){qa.value=Ga[(Ga.indexOf(qa.value)+1)%Ga.length],Ka.write(qa.value),Ja()}function Xa(){return J(`svg`,{class:`icon`,viewBox:`0 0 16 16`,"aria-hidden":`true`,children:J(`path`,{d:`M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM8 4.5V8l2.5 1.5`})})}function Za(){return J(`svg`,{class:`icon`,viewBox:`0 0 16 16`,"aria-hidden":`true`,children:[J(`path`,{d:`M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13z`}),J(`path`,{class:`solid`,d:`M8 1.5a6.5 6.5 0 0 1 0 13z`})]})}function Qa(){let{path:e}=Ur.value,t=e=>e?`page`:void 0;return J(`header`,{class:`top`,children:[J(`a`,{class:`brand`,href:`/`,"aria-label":`Bellhop, to the beginning`,children:[J(`svg`,{viewBox:`0 0 32 32`,width:`24`,height:`24`,"aria-hidden":`true`,children:J(`path`,{d:`M6 21a10 10 0 0 1 20 0zM4 23h24v3H4zM14.5 6h3v4.5h-3z`,fill:`currentColor`})}),J(`span`,{children:`Bellhop`})]}),J(`nav`,{"aria-label":`Pages`,children:[J(`a`,{href:`/`,"aria-current":t(e===`/`),children:`Now`}),J(`a`,{href:`/reminders`,"aria-current":t(e.startsWith(`/reminders`)),children:`Reminders`}),Q.value&&J(`a`,{href:`/import`,"aria-current":t(e===`/import`),children:`Import`})]}),J(`div`,{class:`switches`,children:[Z.value?.scope===`READ`&&J(`span`,{class:`scope`,children:`Read only`}),J(`button`,{type:`button`,class:`quiet`,"aria-pressed":ur.value,onClick:dr,title:`Times are shown in ${ur.value?`UTC`:lr}`,children:[J(Xa,{}),ur.value?`UTC`:pr(lr),J(`span`,{class:`hidden`,children:[` time, `,ur.value?`switch to local time`:`switch to UTC`]})]}),J(`button`,{type:`button`,class:`quiet`,onClick:Ya,title:`Light, dark, or as the system has it`,children:[J(Za,{}),J(`span`,{class:`hidden`,children:`Colours: `}),{auto:`Auto`,light:`Light`,dark:`Dark`}[qa.value]]}),Z.value?.isAuthenticated&&J(`button`,{type:`button`,class:`quiet`,onClick:()=>void vn(),title:`Signed in as ${Z.value.name}`,children:`Sign out`}),Q.value&&J(`a`,{class:`button primary`,href:`/new`,title:`New reminder (n)`,children:[`New `,J(`span`,{class:`wide`,children:`reminder`})]})]})]})}var $a=/^(localhost|127\.|\[::1\])/.test(location.hostname);function eo(){return F(()=>(document.addEventListener(`click`,qr),()=>document.removeEventListener(`click`,qr)),[]),J(x,{children:[J(`a`,{class:`skip`,href:`#main`,children:`Skip to the page`}),J(Qa,{}),J(Ia,{}),J(no,{}),J(`footer`,{class:`foot`,children:[`Press `,J(`kbd`,{children:`?`}),` for keys`,$a&&J(x,{children:[` · `,J(`a`,{href:`/graphql`,children:`For developers: try the API`})]})]}),J(Va,{}),J(`p`,{class:`notice`,role:`status`,"data-shown":_t.value!==``,children:_t})]})}var to=async()=>(await mn(async()=>{let{ImportPage:e}=await import(`./import-page-BUqSN9w9.js`);return{ImportPage:e}},[])).ImportPage;function no(){let{path:e}=Ur.value,t=/^\/reminders\/([^/]+)$/.exec(e)?.[1];if(t)return J(di,{id:decodeURIComponent(t)},t);switch(e.replace(/(.)\/$/,`$1`)){case`/`:return J(ja,{});case`/reminders`:return J(Bi,{});case`/new`:return J(Ji,{});case`/import`:return J(za,{title:`Import a list`,load:to});default:return J($,{title:`Nothing here`,children:J(`p`,{children:[`This address leads nowhere. `,J(`a`,{href:`/`,children:`See what happens now`}),`, or`,` `,J(`a`,{href:`/reminders`,children:`look through all reminders`}),`.`]})})}}Ja(),On(),ei(),addEventListener(`load`,()=>setTimeout(()=>void Bn().catch(()=>{}),500)),M(J(eo,{}),document.getElementById(`root`));export{bt as C,L as D,F as E,x as O,St as S,V as T,K as _,Q as a,Xt as b,pr as c,tr as d,J as f,G as g,q as h,ai as i,Y as l,Hn as m,Ei as n,Z as o,Yn as p,$ as r,xr as s,Ki as t,fr as u,tn as v,H as w,Ct as x,Qt as y};