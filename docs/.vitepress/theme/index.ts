import { useRoute } from 'vitepress'
import DefaultTheme from 'vitepress/theme'
import { nextTick, onMounted, watch } from 'vue'
import './style.css'

export default {
  extends: DefaultTheme,
  setup() {
    const route = useRoute()
    // The home layout of VitePress has no main landmark, which screen readers jump to.
    const markMain = () => {
      const content = document.getElementById('VPContent')
      if (content?.querySelector('.VPHome')) content.setAttribute('role', 'main')
      else content?.removeAttribute('role')
    }
    onMounted(markMain)
    watch(
      () => route.path,
      () => nextTick(markMain),
    )
  },
}
