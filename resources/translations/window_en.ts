<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Checklist</name>
    <message numerus="yes">
        <source>Before: up to {0} items could have been used already; that stays so.</source>
        <translation>
            <numerusform>Before: up to {0} item could have been used already; that stays so.</numerusform>
            <numerusform>Before: up to {0} items could have been used already; that stays so.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0}: {1} items could no longer be used from that day on.</source>
        <translation>
            <numerusform>{0}: {1} item could no longer be used from that day on.</numerusform>
            <numerusform>{0}: {1} items could no longer be used from that day on.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0}: {1} items could still be used.</source>
        <translation>
            <numerusform>{0}: {1} item could still be used.</numerusform>
            <numerusform>{0}: {1} items could still be used.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ComparePage</name>
    <message numerus="yes">
        <source>{0} could be used now, {1} then.</source>
        <translation>
            <numerusform>{0} could be used now, {1} then.</numerusform>
            <numerusform>{0} could be used now, {1} then.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0}: {1} of {2} items would have another outcome.</source>
        <translation>
            <numerusform>{0}: {1} of {2} items would have another outcome.</numerusform>
            <numerusform>{0}: {1} of {2} items would have another outcome.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Coverage</name>
    <message numerus="yes">
        <source>{0} files found</source>
        <translation>
            <numerusform>{0} file found</numerusform>
            <numerusform>{0} files found</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExportSheet</name>
    <message numerus="yes">
        <source>All {0} items</source>
        <translation>
            <numerusform>The one item</numerusform>
            <numerusform>All {0} items</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The {0} items that the filter shows</source>
        <translation>
            <numerusform>The one item that the filter shows</numerusform>
            <numerusform>The {0} items that the filter shows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The {0} selected items</source>
        <translation>
            <numerusform>The selected item</numerusform>
            <numerusform>The {0} selected items</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ItemsPage</name>
    <message numerus="yes">
        <source>{0} of {1} items</source>
        <translation>
            <numerusform>{0} of {1} item</numerusform>
            <numerusform>{0} of {1} items</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message numerus="yes">
        <source>{0} files</source>
        <translation>
            <numerusform>{0} file</numerusform>
            <numerusform>{0} files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} items</source>
        <translation>
            <numerusform>{0} item</numerusform>
            <numerusform>{0} items</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} warnings</source>
        <translation>
            <numerusform>{0} warning</numerusform>
            <numerusform>{0} warnings</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MonthsChart</name>
    <message numerus="yes">
        <source>{0} to {1} chosen; {2} items at the end, {3} of them open</source>
        <translation>
            <numerusform>{0} to {1} chosen; {2} item at the end, {3} of them open</numerusform>
            <numerusform>{0} to {1} chosen; {2} items at the end, {3} of them open</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0}: {1} items, {2} open</source>
        <translation>
            <numerusform>{0}: {1} item, {2} open</numerusform>
            <numerusform>{0}: {1} items, {2} open</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NothingMatches</name>
    <message numerus="yes">
        <source>Without {0}: {1} items</source>
        <translation>
            <numerusform>Without {0}: {1} item</numerusform>
            <numerusform>Without {0}: {1} items</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>OverviewPage</name>
    <message numerus="yes">
        <source>{0} items rest on rules about which sources disagree.</source>
        <translation>
            <numerusform>{0} item rests on rules about which sources disagree.</numerusform>
            <numerusform>{0} items rest on rules about which sources disagree.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} notes</source>
        <translation>
            <numerusform>{0} note</numerusform>
            <numerusform>{0} notes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0} warnings</source>
        <translation>
            <numerusform>{0} warning</numerusform>
            <numerusform>{0} warnings</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Preferences</name>
    <message numerus="yes">
        <source>Removed. {0} files could not be removed.</source>
        <translation>
            <numerusform>Removed. {0} file could not be removed.</numerusform>
            <numerusform>Removed. {0} files could not be removed.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RecordTable</name>
    <message numerus="yes">
        <source>{0} of {1} rows</source>
        <translation>
            <numerusform>{0} of {1} row</numerusform>
            <numerusform>{0} of {1} rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TimelinePage</name>
    <message numerus="yes">
        <source>{0} to {1}. At its end there were {2} items, {3} of them open.</source>
        <translation>
            <numerusform>{0} to {1}. At its end there was {2} item, {3} of them open.</numerusform>
            <numerusform>{0} to {1}. At its end there were {2} items, {3} of them open.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0}: there were {1} items, {2} of them open at its end.</source>
        <translation>
            <numerusform>{0}: there was {1} item, {2} of them open at its end.</numerusform>
            <numerusform>{0}: there were {1} items, {2} of them open at its end.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ToDo</name>
    <message numerus="yes">
        <source>Close “{0}”: that would stop {1} items from being used, from that day on.</source>
        <translation>
            <numerusform>Close “{0}”: that would stop {1} item from being used, from that day on.</numerusform>
            <numerusform>Close “{0}”: that would stop {1} items from being used, from that day on.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Look how “{0}” stands, and note it: closing it would stop {1} items from being used.</source>
        <translation>
            <numerusform>Look how “{0}” stands, and note it: closing it would stop {1} item from being used.</numerusform>
            <numerusform>Look how “{0}” stands, and note it: closing it would stop {1} items from being used.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WhyText</name>
    <message numerus="yes">
        <source>… {0} more bytes</source>
        <translation>
            <numerusform>… {0} more byte</numerusform>
            <numerusform>… {0} more bytes</numerusform>
        </translation>
    </message>
</context>
</TS>
