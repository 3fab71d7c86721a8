extension OperandTable {
  static let filterCalls = [
    #"abs"#, #"attr('upper')"#, #"attr('items')"#, #"batch(2)|list"#, #"batch(2,'z')|list"#,
    #"batch(0)|list"#, #"capitalize"#, #"center"#, #"center(20)"#, #"center(5)"#, #"count"#,
    #"default('z')"#, #"default('z',true)"#, #"d(boolean=true)"#, #"dictsort"#,
    #"dictsort(true)"#, #"dictsort(by='value')"#, #"dictsort(reverse=true)"#, #"e"#,
    #"escape"#, #"filesizeformat"#, #"filesizeformat(true)"#, #"first"#, #"float"#,
    #"float(3)"#, #"forceescape"#, #"format(1,2)"#, #"format"#, #"groupby('g')"#,
    #"groupby('g',case_sensitive=true)"#, #"groupby(0)"#, #"groupby('zz',default=1)"#,
    #"indent"#, #"indent(2,true)"#, #"indent(width='>>',blank=true)"#, #"int"#, #"int(5)"#,
    #"int(base=16)"#, #"int(0,0)"#, #"items|list"#, #"join"#, #"join(', ')"#,
    #"join(',',attribute='id')"#, #"last"#, #"length"#, #"list"#, #"lower"#,
    #"map('upper')|list"#, #"map(attribute='id')|list"#,
    #"map(attribute='zz',default=0)|list"#, #"map('int')|list"#,
    #"map('replace','a','b')|list"#, #"max"#, #"max(attribute='id')"#, #"min"#,
    #"min(case_sensitive=true)"#, #"pprint"#, #"reject|list"#, #"reject('none')|list"#,
    #"rejectattr('on')|list"#, #"replace('a','<')"#, #"replace('l','L',1)"#, #"reverse|list"#,
    #"reverse"#, #"round"#, #"round(2)"#, #"round(-1)"#, #"round(1,'ceil')"#,
    #"round(1,'floor')"#, #"round(method='floor')"#, #"safe"#, #"select|list"#,
    #"select('string')|list"#, #"select('gt',1)|list"#, #"selectattr('on')|list"#,
    #"selectattr('id','gt',1)|list"#, #"slice(2)|list"#, #"slice(3,'x')|list"#, #"sort"#,
    #"sort(true)"#, #"sort(attribute='id')"#, #"sort(attribute='g,id')"#,
    #"sort(case_sensitive=true)"#, #"sort(reverse=true,attribute='id')"#, #"string"#,
    #"striptags"#, #"sum"#, #"sum('id')"#, #"sum(start=5)"#, #"sum(start=[])"#, #"title"#,
    #"tojson"#, #"tojson(2)"#, #"tojson(indent=1)"#, #"trim"#, #"trim('a')"#, #"truncate(5)"#,
    #"truncate(5,true)"#, #"truncate(9,false,'…',0)"#, #"unique|list"#, #"unique(true)|list"#,
    #"unique(attribute='g')|list"#, #"upper"#, #"urlencode"#, #"urlize"#, #"urlize(10)"#,
    #"urlize(nofollow=true,target='_blank')"#, #"urlize(rel='a b')"#, #"wordcount"#,
    #"wordwrap(20)"#, #"wordwrap(5)"#, #"wordwrap(10,false)"#, #"wordwrap(12,wrapstring='|')"#,
    #"wordwrap(7,break_on_hyphens=false)"#, #"xmlattr"#, #"xmlattr(false)"#,
  ]

  static let testCalls = [
    #"boolean"#, #"callable"#, #"defined"#, #"divisibleby 3"#, #"eq 7"#, #"even"#, #"false"#,
    #"filter"#, #"float"#, #"ge 2"#, #"gt 2"#, #"integer"#, #"iterable"#, #"in [7,3]"#,
    #"lower"#, #"mapping"#, #"none"#, #"number"#, #"odd"#, #"sequence"#, #"string"#, #"test"#,
    #"true"#, #"undefined"#, #"upper"#, #"escaped"#, #"sameas none"#, #"sameas true"#,
    #"lt 3"#, #"ne 7"#, #"in xs"#,
  ]

  static let methodCalls = [
    #"capitalize()"#, #"casefold()"#, #"center(9)"#, #"center(8,'*')"#, #"center(9,'*')"#,
    #"count('l')"#, #"count('')"#, #"count('a',1,3)"#, #"endswith('x')"#,
    #"endswith(('c','"'))"#, #"expandtabs()"#, #"expandtabs(3)"#, #"find('l')"#,
    #"find('l',4)"#, #"find('z')"#, #"format(1,2)"#, #"index('l')"#, #"index('zz')"#,
    #"isalnum()"#, #"isalpha()"#, #"isascii()"#, #"isdecimal()"#, #"isdigit()"#,
    #"isidentifier()"#, #"islower()"#, #"isnumeric()"#, #"isprintable()"#, #"isspace()"#,
    #"istitle()"#, #"isupper()"#, #"join(names)"#, #"join(xs)"#, #"join('xy')"#, #"ljust(12)"#,
    #"ljust(12,'.')"#, #"lower()"#, #"lstrip()"#, #"lstrip('aH"#, #"')"#, #"partition('l')"#,
    #"partition('')"#, #"removeprefix('my')"#, #"removesuffix('svc')"#, #"replace('l','<')"#,
    #"replace('','-')"#, #"replace('l','',1)"#, #"rfind('l')"#, #"rindex('l')"#,
    #"rjust(12,'<')"#, #"rpartition('l')"#, #"rsplit()"#, #"rsplit('l',1)"#,
    #"rsplit(none,1)"#, #"rstrip()"#, #"split()"#, #"split('l')"#, #"split('"#, #"',1)"#,
    #"split(none,1)"#, #"split('')"#, #"split(maxsplit=1)"#, #"split(sep='/')"#,
    #"splitlines()"#, #"splitlines(true)"#, #"startswith('my')"#, #"startswith('e',1)"#,
    #"strip()"#, #"strip('lH')"#, #"swapcase()"#, #"title()"#, #"upper()"#, #"zfill(12)"#,
    #"zfill(3)"#, #"append(1)"#, #"items()|list"#, #"keys()|list"#, #"values()|list"#,
    #"get('a')"#, #"get('z',5)"#, #"get('b')"#, #"copy()"#, #"pop()"#, #"pop(0)"#,
    #"pop('a')"#, #"pop('z',1)"#, #"popitem()"#, #"setdefault('q',3)"#, #"update({'a':2})"#,
    #"insert(0,9)"#, #"remove(1)"#, #"index(1)"#, #"count(1)"#, #"sort()"#, #"reverse()"#,
    #"extend([1])"#, #"clear()"#, #"fromkeys('ab')"#, #"real"#, #"imag"#, #"numerator"#,
    #"bit_length()"#, #"conjugate()"#, #"is_integer()"#, #"as_integer_ratio()"#, #"start"#,
    #"stop"#,
  ]

  static let percentTexts = [
    #"%s"#, #"%r"#, #"%d"#, #"%5d"#, #"%-5d|"#, #"%05d"#, #"%+d"#, #"% d"#, #"%x"#, #"%X"#,
    #"%#x"#, #"%#o"#, #"%o"#, #"%e"#, #"%.2e"#, #"%E"#, #"%f"#, #"%.0f"#, #"%.3f"#, #"%g"#,
    #"%G"#, #"%#g"#, #"%10.3f"#, #"%-10.2f|"#, #"%010.2f"#, #"%c"#, #"%%"#, #"%5s|"#,
    #"%-5s|"#, #"%.2s"#, #"%a"#, #"%i"#, #"%u"#, #"%(a)s"#, #"%(b)03d"#, #"%s %s"#, #"%*d"#,
    #"%z"#, #"%"#, #"%ld"#, #"%.10g"#, #"%.3d"#, #"%08.3e"#, #"%5%"#,
  ]

  static let fields = [
    #""#, #"5"#, #"<5"#, #">5"#, #"^5"#, #"*^7"#, #"=+6"#, #"+"#, #"-"#, #" "#, #"d"#, #"05"#,
    #"x"#, #"#x"#, #"#b"#, #"o"#, #"X"#, #"c"#, #"e"#, #".2e"#, #"E"#, #"f"#, #".2f"#, #"g"#,
    #".3g"#, #"G"#, #"%"#, #".1%"#, #"n"#, #","#, #"_"#, #"010,"#, #"_x"#, #".3"#, #"10.3"#,
    #"s"#, #".2"#, #"z.1f"#, #"+.2f"#, #"#.3g"#, #"08.2f"#, #"5s"#, #"<08"#, #"=8"#, #"ñ>4"#,
    #"q"#, #"."#, #"1."#, #"02x"#, #"#06x"#, #"_b"#, #"12_"#, #"+,.2f"#, #"0=8"#,
  ]

  static let wholeFormats = [
    #"{{ '{} {}'.format(1,2) }}"#, #"{{ '{1} {0}'.format(1,2) }}"#,
    #"{{ '{0}{}'.format(1,2) }}"#, #"{{ '{a}'.format(a=1) }}"#,
    #"{{ '{a[k]} {b[0]} {c.real}'.format(a={'k':1},b=[5],c=3) }}"#,
    #"{{ '{!r:>6}|{!s}|{!a}'.format('é','b','é') }}"#, #"{{ '{:{}}'.format('a',5) }}"#,
    #"{{ '{:{w}.{p}}'.format('abcdef',w=5,p=2) }}"#, #"{{ '{{}}'.format() }}"#,
    #"{{ '{'.format() }}"#, #"{{ '}'.format() }}"#, #"{{ '{a}'.format_map({'a':'<'}) }}"#,
    #"{{ ('{a}<'|safe).format(a='<') }}"#, #"{{ ('{}'|safe).format('<'|safe) }}"#,
    #"{{ ('{:5}'|safe).format('<') }}"#, #"{{ '{a.b}'.format(a={'b':1}) }}"#,
    #"{{ '{0[x]}'.format([1]) }}"#, #"{{ '{!x}'.format(1) }}"#,
    #"{{ '{0.real.imag}'.format(5) }}"#, #"{{ '{:{:{}}}'.format(1,2,3) }}"#,
    #"{{'{0[a]b}'.format({'a':1})}}"#, #"{{'{ 0}'.format(1)}}"#, #"{{'{0:d}'.format(true)}}"#,
    #"{{'{[0]}'.format(xs)}}"#, #"{{'{:>{w}}'.format(1,w=3)}}"#,
    #"{{'{a!r}'.format(a='<'|safe)}}"#,
  ]
}
