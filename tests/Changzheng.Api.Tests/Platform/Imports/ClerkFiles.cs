using System.Text;
using Changzheng.Api.Tests.Platform.Files;

namespace Changzheng.Api.Tests.Platform.Imports;

/// <summary>
/// Twelve ledgers as clerks send them. Synthetic (合成): made for these tests, no figure and no person in them is real.
/// </summary>
internal static class ClerkFiles
{
    /// <summary>1. A monthly table as a Chinese Excel saves it: GBK, a title, a total, signatures.</summary>
    public static byte[] MonthlyTable =>
        Gbk(
            """
            长征镇2022年指标完成情况统计表（合成）,,,,,
            填报单位：文体中心,,,,填报日期：2022年7月5日,
            序号,指标代码,指标名称,月份,完成数,备注
            1,2022-major-accidents,重大安全事故数,2022年1月,0,台账
            2,2022-major-accidents,重大安全事故数,2022.02,0,
            ,,,,,
            3,2022-major-accidents,重大安全事故数,202203,0,
            ,合　计,,,0,
            备注：以上均为合成数据,,,,,
            填表人：甲,,审核人：乙,,单位负责人：丙,制表日期：2022-07-05
            """
        );

    /// <summary>2. A workbook: a cover, a merged title, a header of two rows, another sheet.</summary>
    public static byte[] Workbook =>
        new Book()
            .Sheet(Book.Texts(1, "长征镇季度台账（合成）") + Book.Texts(5, "编制：党政办"), "封面")
            .Sheet(
                Book.Texts(1, "2022年二季度指标台账（合成）")
                    + Book.Texts(2, "序号", "指标代码", "填报", null, "备注")
                    + Book.Texts(3, null, null, "季度", "完成值", null)
                    + Book.Texts(4, "1", "2022-education-bases", "2022年第二季度", "4", "甲")
                    + Book.Texts(5, "2", "2022-education-bases", "2022Q3", "5")
                    + Book.Texts(6, "总计", null, null, "9")
                    + Book.Texts(8, "制表人：甲", null, "复核：乙"),
                "二季度",
                "visible",
                "A1:E1",
                "A2:A3",
                "B2:B3",
                "C2:D2",
                "E2:E3",
                "A6:C6"
            )
            .Sheet(Book.Texts(1, "填表须知") + Book.Texts(2, "按季填报"), "须知")
            .Bytes();

    /// <summary>3. The city's ledger of tickets, by its own headers.</summary>
    public static byte[] TicketLedger =>
        Utf8(
            """
            12345市民服务热线工单明细（合成）
            序号,工单编号,类型,主题,描述,来电人,来电号码,承办部门,受理时间,派单时间,联系时间,办结提交时间,办结时间,结案评判,是否满意,街镇
            1,H-1,投诉,合成一,三楼拉线充电。,张某,13800000001,社区管理办公室,2022-04-22 10:00,2022-04-22 10:20,2022-04-22 12:00,2022-04-25 09:00,2022-04-26 09:00,解决,是,长征镇
            2,H-2,咨询,合成二,问办证。,李某,13800000002,,2022/5/1 8:00,,,,,,,长征镇
            合计,2件,,,,,,,,,,,,,,
            数据来源：合成
            """
        );

    /// <summary>4. Tickets as a workbook, times as Excel keeps them, merged over two tickets of one caller.</summary>
    public static byte[] TicketWorkbook =>
        new Book()
            .Sheet(
                Book.Texts(1, "工单台账（合成）")
                    + Book.Texts(2, "编号", "类型", "标题", "来电人", "来电时间")
                    + "<row r=\"3\">"
                    + Cells(3, "W-1", "投诉", "合成甲", "王某")
                    + "<c r=\"E3\" s=\"2\"><v>44651.708333333336</v></c></row>"
                    + "<row r=\"4\">"
                    + Cells(4, "W-2", "求助", "合成乙", null)
                    + "<c r=\"E4\" s=\"1\"><v>44652</v></c></row>"
                    + Book.Texts(5, "小计", "2")
                    + Book.Texts(6, "（以下空白）"),
                "四月",
                "visible",
                "A1:E1",
                "D3:D4"
            )
            .Bytes();

    /// <summary>5. Headers that are not known, doubled and missing, all at once.</summary>
    public static byte[] WrongHeaders =>
        Utf8("工单台账（合成）,,,,\n工单号码,类形,标题,诉求标题,心情\nE-1,投诉,甲,乙,好\n");

    /// <summary>6. Totals amid the data, and a row that may be either.</summary>
    public static byte[] TotalsAmid =>
        Utf8(
            """
            指标代码,期间,完成值
            2022-fitness-tests,2022-01,10
            小计,,10
            2022-fitness-tests,2022-02,20
            合计,2022-02,30
            2022-fitness-tests,2022-03,30
            总计,,60
            """
        );

    /// <summary>7. A row of data above the header, where titles are passed over.</summary>
    public static byte[] DataAbove =>
        Utf8("2022-fitness-tests,2022-04,99\n指标代码,期间,完成值\n2022-fitness-tests,2022-05,1\n");

    /// <summary>8. Periods as people write them.</summary>
    public static byte[] Periods =>
        Utf8(
            """
            指标代码,报告期,完成值
            2022-fitness-tests,2022年1月,1
            2022-fitness-tests,2022.02,2
            2022-fitness-tests,202203,3
            2022-fitness-tests,２０２２年４月,4
            2022-fitness-tests,2022年五月份,5
            2022-fitness-tests,2022/6,6
            2022-fitness-tests,2022-07-31,7
            2022-zero-illegal-building,2022Q1,1
            2022-zero-illegal-building,2022年上半年,2
            2022-zero-illegal-building,2022年三季度,3
            2022-fitness-tests,2022.1,8
            2022-fitness-tests,2022年上半年,9
            2022-fitness-tests,5月,10
            2022-fitness-tests,2022-05-17,11
            2022-fitness-tests,2022年13月,12
            """
        );

    /// <summary>9. Rows with several mistakes, and two of one key.</summary>
    public static byte[] Mistakes =>
        Utf8(
            """
            工单编号,类型,主题,来电人,承办部门,来电时间,满意情况
            M-1,投诉,合成,甲,没有这个科,昨天,很好
            M-2,投诉,,乙,,2022-05-01,
            M-3,投诉,合成,丙,,2022-05-01,
            M-3,投诉,合成,丙,,2022-05-01,
            """
        );

    /// <summary>10. Measures with their pillar merged beside them and their document merged over them.</summary>
    public static byte[] MeasureLedger =>
        new Book()
            .Sheet(
                Book.Texts(1, "任务分解表（合成）")
                    + Book.Texts(
                        2,
                        "序号",
                        "板块",
                        "计划代码",
                        "举措编号",
                        "重点任务",
                        "责任部门",
                        "完成时限",
                        "发文字号"
                    )
                    + Book.Texts(
                        3,
                        "1",
                        "民心工程",
                        "changzheng-2022",
                        "3.2.11",
                        "合成任务一",
                        "社发办",
                        "2022年11月30日",
                        "普长府〔2022〕9号"
                    )
                    + Book.Texts(4, "2", null, null, "3.2.12", "合成任务二", "社发办", "2022-12-31")
                    + Book.Texts(5, "注：按合成文件分解"),
                "分解表",
                "visible",
                "A1:H1",
                "B3:B4",
                "C3:C4",
                "H3:H4",
                "A5:H5"
            )
            .Bytes();

    /// <summary>11. Two printed pages in one file: the header again; rows numbered in advance.</summary>
    public static byte[] PrintedPages =>
        Utf8(
            """
            机构名录（合成）
            序号,单位编码,部门名称,类型,上级部门,联系人
            1,CLK-1,合成一办,办公室,长征镇,甲
            序号,单位编码,部门名称,类型,上级部门,联系人
            2,CLK-2,合成二办,办公室,合成一办,乙
            3,,,,,
            4,,,,,
            第1页,共1页
            """
        );

    /// <summary>12. One indicator and one figure merged over three months, under a unit for the whole table.</summary>
    public static byte[] MergedFigure =>
        new Book()
            .Sheet(
                Book.Texts(1, "税收台账（合成）")
                    + Book.Texts(2, "单位：万元")
                    + Book.Texts(3, "指标代码", "月份", "完成值", "计量单位")
                    + Book.Texts(4, "2022-district-tax", "2022年1月", "1.2", "亿元")
                    + Book.Texts(5, null, "2022年2月", "300", "万元")
                    + Book.Texts(6, null, "2022年3月", "900", "万元")
                    + Book.Texts(7, null, "2022年4月"),
                "税收",
                "visible",
                "A1:D1",
                "A4:A7",
                "C6:C7"
            )
            .Bytes();

    private static string Cells(int row, params string?[] cells)
    {
        var whole = Book.Texts(row, cells);
        return whole[(whole.IndexOf('>', StringComparison.Ordinal) + 1)..^"</row>".Length];
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\r\n"));

    private static byte[] Gbk(string text) => Sample.Gb18030.GetBytes(text.ReplaceLineEndings("\r\n"));
}
