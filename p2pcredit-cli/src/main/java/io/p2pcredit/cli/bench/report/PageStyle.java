package io.p2pcredit.cli.bench.report;

/** How the page looks, by day and by night. */
final class PageStyle {
    static final String CSS = """
            :root { color-scheme: light dark; --paper: #fbfbfd; --panel: #ffffff; --ink: #1b1f27; --soft: #5c6470;
              --rule: #e2e5ea; --s0: #2563eb; --s1: #d97706; --s2: #059669; --s3: #9333ea; }
            @media (prefers-color-scheme: dark) {
              :root { --paper: #12151b; --panel: #1a1f27; --ink: #e8eaee; --soft: #9aa3b0; --rule: #2c333d;
                --s0: #6ea8fe; --s1: #fbbf24; --s2: #34d399; --s3: #c084fc; }
            }
            body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
            main { max-width: 60rem; margin: 0 auto; padding: 2rem 1rem 4rem; }
            h1 { margin: 0 0 .25rem; font-size: 1.8rem; }
            h2 { margin: 2.5rem 0 .75rem; font-size: 1.15rem; }
            p { margin: .2rem 0; color: var(--soft); }
            .cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(10.5rem, 1fr)); gap: .75rem;
              margin: 1.5rem 0; }
            .card { background: var(--panel); border: 1px solid var(--rule); border-radius: .6rem; padding: .9rem; }
            .card strong, .card span, .card em { display: block; }
            .card strong { font-size: 1.5rem; font-variant-numeric: tabular-nums; }
            .card span { color: var(--soft); font-size: .85rem; }
            .card em { margin-top: .4rem; font-size: .85rem; font-style: normal; color: var(--s0); }
            figure { margin: 0; background: var(--panel); border: 1px solid var(--rule); border-radius: .6rem;
              padding: .75rem; }
            figcaption { color: var(--soft); font-size: .8rem; text-align: center; }
            .wide { overflow-x: auto; background: var(--panel); border: 1px solid var(--rule); border-radius: .6rem; }
            table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
            th, td { padding: .45rem .8rem; text-align: right; white-space: nowrap; }
            th { color: var(--soft); font-weight: 500; font-size: .8rem; }
            th:first-child, td:first-child { text-align: left; }
            tbody tr { border-top: 1px solid var(--rule); }
            svg { display: block; width: 100%; height: auto; }
            svg text { fill: var(--soft); font: 12px system-ui, sans-serif; }
            svg .value { fill: var(--ink); }
            svg .label { font-size: 13px; }
            svg .legend { fill: var(--ink); }
            svg .grid { stroke: var(--rule); }
            svg polyline { fill: none; stroke: currentColor; stroke-width: 2; stroke-linejoin: round; }
            svg circle, svg rect { fill: currentColor; }
            svg .range { stroke: currentColor; stroke-width: 6; stroke-opacity: .25; stroke-linecap: round; }
            .s0 { color: var(--s0); } .s1 { color: var(--s1); } .s2 { color: var(--s2); } .s3 { color: var(--s3); }
            """;

    private PageStyle() {}
}
