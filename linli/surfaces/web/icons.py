"""The drawings: line icons on a 24 px grid, and the filled shapes of states on a 16 px grid."""

from __future__ import annotations

#: Line icons by name; drawn in the colour of the text.
ICONS = {
    "alert": '<path d="M12 4 21 19.500H3z"/><path d="M12 10v4.500M12 17h.01"/>',
    "arrow-up": '<path d="M12 19V5M6.5 10.5 12 5l5.5 5.5"/>',
    "back": '<path d="m14.5 6-6 6 6 6"/>',
    "bell": '<path d="M6 16.500V11a6 6 0 0 1 12 0v5.500l1.5 1.500h-15z"/><path d="M10 20.500h4"/>',
    "bin": '<path d="M5 7h14M9.5 7V4.500h5V7M7 7l1 13.500h8L17 7"/>',
    "bowl": '<path d="M4 11h16a8 8 0 0 1-16 0zM8 21h8M9.5 4c-1 1.3 1 2.2 0 3.500M13.5 4c-1 1.3 1 2.2 0 3.5"/>',
    "building": '<path d="M5 20.500v-16h9v16M14 9.500h5v11M3 20.500h18"/><path d="M8 8.500h3M8 12h3M8 15.500h3"/>',
    "calendar": '<rect x="4" y="5.5" width="16" height="14.5" rx="2"/><path d="M4 10h16M8.5 3.500v4M15.5 3.500v4"/>',
    "camera": '<path d="M4 8h3.5L9 5.5h6L16.5 8H20v11H4z"/><circle cx="12" cy="13" r="3.5"/>',
    "car": '<path d="M4 16.500v-4l2-5h12l2 5v4z"/><path d="M4 12.500h16M6 16.500v2M18 16.500v2"/>',
    "chart": '<path d="M4.5 4.500v15h15"/><path d="M8.5 15.500v-4M12.5 15.500V8M16.5 15.500v-6"/>',
    "chat": '<path d="M4 5.500h16v11H11l-4.5 3.500V16.500H4z"/>',
    "check": '<path d="m5 12.5 4.5 4.500L19 7.5"/>',
    "clock": '<circle cx="12" cy="12" r="8.5"/><path d="M12 7v5.200l3.5 2"/>',
    "close": '<path d="m6.5 6.5 11 11M17.5 6.500l-11 11"/>',
    "document": (
        '<path d="M6 3.500h8.500L18.5 8v12.500H6z"/><path d="M14 3.500V8.500h4.500M9 12.500h6.500M9 16h6.5"/>'
    ),
    "door": '<path d="M6 20.500v-17h12v17M3.5 20.500h17"/><path d="M14.5 12.200h.01"/>',
    "down": '<path d="m6 9.5 6 6 6-6"/>',
    "download": '<path d="M12 4v11m-4.5-4.500L12 15l4.5-4.500M5 19.500h14"/>',
    "drop": '<path d="M12 3.500s6 6.8 6 11a6 6 0 0 1-12 0c0-4.2 6-11 6-11z"/>',
    "edit": '<path d="M4.5 19.5 5.5 15 15.5 5l3.5 3.500L9 18.500z"/><path d="m13.5 7 3.5 3.5"/>',
    "eye": (
        '<path d="M2.5 12S6 5.8 12 5.8 21.5 12 21.5 12 18 18.2 12 18.2 2.5 12 2.5 12z"/><circle cx="12" '
        'cy="12" r="2.8"/>'
    ),
    "filter": '<path d="M4 6h16M7 12h10M10 18h4"/>',
    "flag": '<path d="M6 20.500V4M6 4.500h11l-2 4 2 4H6"/>',
    "gift": (
        '<path d="M4.5 9h15v4h-15zM6 13v7.500h12V13M12 9v11.5"/><path d="M12 9C9 9 7.5 8 7.5 6.300S10.5 4 12 '
        '9c1.5-5 4.5-4.4 4.5-2.700S15 9 12 9z"/>'
    ),
    "globe": (
        '<circle cx="12" cy="12" r="8.5"/><path d="M3.5 12h17M12 3.500c3 2.5 4 5.5 4 8.500s-1 6-4 '
        '8.500c-3-2.5-4-5.5-4-8.500s1-6 4-8.500z"/>'
    ),
    "grid": (
        '<rect x="4" y="4.5" width="7" height="6" rx="1"/><rect x="13" y="4.5" width="7" height="6" rx="1"/>'
        '<rect x="4" y="13.5" width="7" height="6" rx="1"/><rect x="13" y="13.5" width="7" height="6" '
        'rx="1"/>'
    ),
    "home": '<path d="M4 11.5 12 5l8 6.5"/><path d="M6.5 10v9h11v-9"/><path d="M10 19v-5h4v5"/>',
    "lamp": (
        '<path d="M8 21V5.500A2.5 2.5 0 0 1 10.5 3H15a3 3 0 0 1 3 3v1h-6"/><path d="M13 10.5 12 13M17 '
        '10.500l1 2.500M15 10.500V13M5.5 21h5"/>'
    ),
    "link": (
        '<path d="M10 14a4 4 0 0 0 5.7 0l3-3A4 4 0 0 0 13 5.300l-1 1M14 10a4 4 0 0 0-5.7 0l-3 3A4 4 0 0 0 11 '
        '18.700l1-1"/>'
    ),
    "list": '<path d="M9 6.500h11M9 12h11M9 17.500h11"/><path d="M4.5 6.500h.01M4.5 12h.01M4.5 17.500h.01"/>',
    "lock": '<rect x="5" y="10.5" width="14" height="10" rx="2"/><path d="M8.5 10.500V8a3.5 3.5 0 0 1 7 0v2.5"/>',
    "map": (
        '<path d="m3.5 6.5 6-2.5 5 2.5 6-2.500v13.500l-6 2.5-5-2.5-6 2.500z"/><path d="M9.5 4v13.500M14.5 6.500V20"/>'
    ),
    "moon": '<path d="M19.5 14.5A8 8 0 0 1 9.5 4.500a8 8 0 1 0 10 10z"/>',
    "more": (
        '<g fill="currentColor"><circle cx="5.5" cy="12" r="1"/><circle cx="12" cy="12" r="1"/>'
        '<circle cx="18.5" cy="12" r="1"/></g>'
    ),
    "next": '<path d="m9.5 6 6 6-6 6"/>',
    "offline": (
        '<path d="M4 4l16 16M5 12a10 10 0 0 1 4-2.500M2.5 9a14 14 0 0 1 4.5-3M11 5.200A14 14 0 0 1 21.5 9M15 '
        '10.200c1.5.4 2.8 1 4 1.800M8.5 15.500a5 5 0 0 1 5-1"/><path d="M12 19h.01"/>'
    ),
    "people": (
        '<circle cx="9" cy="8.8" r="3.3"/><path d="M3 19.500c.5-3.6 2.8-5.2 6-5.200s5.5 1.6 6 5.2"/><path '
        'd="M15.5 5.800a3.2 3.2 0 0 1 0 6M17.5 14.700c2 .6 3.2 2.2 3.5 4.8"/>'
    ),
    "person": '<circle cx="12" cy="8.5" r="3.8"/><path d="M4.8 20c.8-4 3.6-5.8 7.2-5.800s6.4 1.8 7.2 5.8"/>',
    "phone": (
        '<path d="M6 4h3.500l1.5 4.5-2 1.500a11 11 0 0 0 5 5l1.5-2 4.5 1.500V18a2 2 0 0 1-2.2 2A16 16 0 0 1 '
        '4 6.2 2 2 0 0 1 6 4z"/>'
    ),
    "pin": (
        '<path d="M12 21s7-6.3 7-11.200A7 7 0 0 0 5 9.800C5 14.7 12 21 12 21z"/><circle cx="12" cy="9.8" r="2.5"/>'
    ),
    "play": '<path d="M8 5.500v13l10.5-6.500z"/>',
    "plus": '<path d="M12 5v14M5 12h14"/>',
    "print": '<path d="M7 9V4h10v5M7 17H4.500V9h15v8H17"/><path d="M7 14h10v6H7z"/>',
    "qr": (
        '<path d="M4.5 4.500h6v6h-6zM13.5 4.500h6v6h-6zM4.5 13.500h6v6h-6zM13.5 13.500h2.500v2.500M19.5 '
        '13.500v.01M19.5 17v2.500H17M13.5 19.500v.01"/>'
    ),
    "return": '<path d="M9 6 4.5 10.5 9 15"/><path d="M4.5 10.500H15a4.5 4.5 0 0 1 0 9h-3"/>',
    "scales": '<path d="M12 4v16M7 20h10M5 7.500h14"/><path d="M5 7.5 2.8 13.500h4.400zM19 7.500l-2.2 6h4.400z"/>',
    "search": '<circle cx="11" cy="11" r="6.2"/><path d="m20 20-4.4-4.4"/>',
    "shield": '<path d="M12 3.5 5 6v6c0 4.5 3 7.3 7 8.5 4-1.2 7-4 7-8.500V6z"/><path d="m9 12 2.2 2.200L15.5 10"/>',
    "sign-out": '<path d="M14 4.500H5.500v15H14M10 12h10.500m-4-4 4 4-4 4"/>',
    "sound": (
        '<path d="M4 9.500v5h3.500L12 18.500v-13L7.5 9.500z"/><path d="M15.5 9a4.5 4.5 0 0 1 0 6M18 6.500a8 '
        '8 0 0 1 0 11"/>'
    ),
    "sun": (
        '<circle cx="12" cy="12" r="4"/><path d="M12 3v2M12 19v2M3 12h2M19 12h2M5.6 5.6 7 7M17 17l1.4 '
        '1.4M5.6 18.4 7 17M17 7l1.4-1.4"/>'
    ),
    "switch": '<path d="M4.5 8.500h14m-3.5-4 4 4-4 4M19.5 15.500h-14m3.5-4-4 4 4 4"/>',
    "text": '<path d="M3.5 18 8 6.5 12.5 18M5 14h6"/><path d="m14.5 18 3-7.5 3 7.500M15.5 15.500h4"/>',
    "upload": '<path d="M12 15V4m-4.5 4.500L12 4l4.5 4.500M5 19.500h14"/>',
    "whistle": (
        '<circle cx="8.5" cy="14" r="4.8"/><path d="M8.5 9.200H20v4h-6.7"/><path d="M13 5.8 13.8 4M16.5 '
        '6l1.5-1.600M9.8 5.8 9.3 4"/>'
    ),
}

#: Shapes of states by kind: each can be told from the others in grey, at 14 px.
MARKS = {
    "ask": '<path d="M8 .8 15.2 8 8 15.2.8 8z" fill="currentColor"/>',
    "doing": (
        '<circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="2"/><path d="M8 2a6 6 0 '
        '0 1 0 12z" fill="currentColor"/>'
    ),
    "draft": (
        '<circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="2" stroke-dasharray="3 2.5"/>'
    ),
    "late": (
        '<rect x="1" y="1" width="14" height="14" rx="2.5" fill="currentColor"/><path d="M8 4v5M8 11v1.5" '
        'class="mark__cut"/>'
    ),
    "merged": (
        '<circle cx="5.5" cy="8" r="4.3" fill="none" stroke="currentColor" stroke-width="2"/><circle '
        'cx="10.5" cy="8" r="4.3" fill="none" stroke="currentColor" stroke-width="2"/>'
    ),
    "new": '<circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="2"/>',
    "paused": '<path d="M3.5 2h3.200v12H3.500zM9.3 2h3.200v12H9.300z" fill="currentColor"/>',
    "returned": (
        '<path d="M6.5 2.5 2 7l4.5 4.500M2.5 7H10a3.5 3.5 0 0 1 0 7H8" fill="none" stroke="currentColor" '
        'stroke-width="2"/>'
    ),
    "solved": (
        '<circle cx="8" cy="8" r="7.2" fill="currentColor"/><path d="m4.6 8.3 2.4 2.4 4.4-4.8" class="mark__cut"/>'
    ),
    "soon": '<path d="M8 1 15.5 14.500H.5z" fill="currentColor"/><path d="M8 6v4M8 12v.6" class="mark__cut"/>',
}
